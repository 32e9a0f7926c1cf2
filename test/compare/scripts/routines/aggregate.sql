CREATE FUNCTION acc(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE AGGREGATE total(int) (SFUNC = acc, STYPE = int, INITCOND = '0');
CREATE AGGREGATE total2(int) (SFUNC = acc, STYPE = int);
DROP AGGREGATE total2(int);
ALTER AGGREGATE total(int) RENAME TO sum_up;
