CREATE TABLE p (id int PRIMARY KEY, x text NOT NULL DEFAULT 'a', n int CHECK (n > 0), u int UNIQUE);
CREATE INDEX ON p (x);
CREATE TABLE c (y int) INHERITS (p);
