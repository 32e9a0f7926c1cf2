CREATE TABLE p (a int, b text);
CREATE TABLE q (b text NOT NULL, c int DEFAULT 4);
CREATE TABLE c (d int) INHERITS (p, q);
