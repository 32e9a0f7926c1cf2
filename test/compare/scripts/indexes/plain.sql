CREATE TABLE a (x int, y text);
CREATE INDEX a_x ON a (x);
CREATE INDEX ON a (y);
CREATE INDEX ON a (x, y);
