CREATE TABLE a (x int UNIQUE, y int, z int, UNIQUE (y, z), CONSTRAINT z_once UNIQUE (z), UNIQUE NULLS NOT DISTINCT (x, z), UNIQUE (y) INCLUDE (z));
