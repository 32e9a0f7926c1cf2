CREATE TABLE a (id int, b int, c int, PRIMARY KEY (id, b), UNIQUE (b, c), UNIQUE (c), CHECK (b > 0), CHECK (b > c), CHECK (c > 0));
ALTER TABLE a DROP COLUMN b;
