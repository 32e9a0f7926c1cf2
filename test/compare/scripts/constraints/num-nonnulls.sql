CREATE TABLE a (x int, y int, CONSTRAINT one_of CHECK (num_nonnulls(x, y) = 1), CONSTRAINT xor CHECK ((x IS NULL) <> (y IS NULL)), CONSTRAINT big CHECK (x < 10000000000 AND y <= 1e3));
