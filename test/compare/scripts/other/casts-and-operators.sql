CREATE FUNCTION to_int(text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TYPE pair AS (x int, y int);
CREATE FUNCTION pair_eq(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE OPERATOR === (LEFTARG = pair, RIGHTARG = pair, FUNCTION = pair_eq);
CREATE COLLATION german (provider = libc, locale = 'C');
CREATE TABLE a (x text COLLATE german);
