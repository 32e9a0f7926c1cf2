CREATE TABLE a (x int, y int, z text);
CREATE INDEX ON a (x) INCLUDE (y, z) WITH (fillfactor = 70, deduplicate_items = off);
CREATE UNIQUE INDEX ON a (y) INCLUDE (z);
