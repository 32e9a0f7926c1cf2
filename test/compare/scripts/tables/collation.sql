CREATE TABLE t (a text COLLATE "C", b varchar(10) COLLATE "POSIX" NOT NULL, c text COLLATE pg_catalog."default");
