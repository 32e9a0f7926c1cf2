CREATE TABLE a (x int, t text, j jsonb, arr int[], p point, ts tsvector, r int4range);
CREATE INDEX ON a USING hash (t);
CREATE INDEX ON a USING gin (j);
CREATE INDEX ON a USING gin (arr);
CREATE INDEX ON a USING gist (p);
CREATE INDEX ON a USING brin (x) WITH (pages_per_range = 32);
CREATE INDEX ON a USING spgist (r);
CREATE INDEX ON a USING GIN (ts) WITH (fastupdate = off);
