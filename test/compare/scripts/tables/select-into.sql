CREATE TABLE a (id int, x text);
SELECT id, x INTO b FROM a;
