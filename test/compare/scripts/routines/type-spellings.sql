CREATE FUNCTION f(a int4, b varchar, c character varying(10), d timestamp with time zone, e decimal, f bool, g float, h double precision) RETURNS bigint LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION g(a integer) RETURNS int LANGUAGE sql AS 'SELECT 1';
DROP FUNCTION g(int4);
