CREATE TABLE t (a int, b int);
CREATE INDEX t_a_idx ON t (b);
CREATE INDEX t_a_idx1 ON t (b);
CREATE INDEX ON t (a);
