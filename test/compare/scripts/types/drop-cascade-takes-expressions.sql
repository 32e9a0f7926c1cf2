CREATE TYPE st AS ENUM ('a', 'b');
CREATE TABLE t (x text, y text, CHECK (x::st = 'a'), CHECK (y <> 'a'));
CREATE INDEX ON t (y) WHERE y <> 'q';
CREATE POLICY p ON t USING (x::st = 'b');
CREATE VIEW v AS SELECT x::st AS s FROM t;
CREATE VIEW w AS SELECT x FROM t WHERE x::st = 'a';
CREATE VIEW z AS SELECT x FROM t;
DROP TYPE st CASCADE;
