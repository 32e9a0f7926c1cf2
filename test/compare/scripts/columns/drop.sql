CREATE TABLE a (id int, b text, c int);
ALTER TABLE a DROP COLUMN b;
ALTER TABLE a ADD COLUMN b int;
