CREATE TYPE addr AS (x int);
CREATE TABLE a (h addr);
CREATE TYPE outer_type AS (inner_one addr, y int);
ALTER TYPE addr RENAME TO address;
