CREATE TABLE live (a int); CREATE TABLE fresh (a int, b int); RENAME TABLE live TO old, fresh TO live; DROP TABLE old;
