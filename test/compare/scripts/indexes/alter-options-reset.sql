CREATE TABLE a (x int);
CREATE INDEX i ON a (x) WITH (fillfactor = 80);
ALTER INDEX i RESET (fillfactor);
