CREATE TABLE a (r int4range, x int, y int, EXCLUDE USING gist (r WITH &&));
CREATE STATISTICS s ON x, y FROM a;
ALTER TABLE a DROP COLUMN x;
