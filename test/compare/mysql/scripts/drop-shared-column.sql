CREATE TABLE t (a int, b int, c int, KEY ab (a, b), KEY b (b));
ALTER TABLE t DROP COLUMN b;
