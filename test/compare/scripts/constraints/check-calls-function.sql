CREATE FUNCTION ok(v int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT v > 0';
CREATE TABLE a (x int CHECK (ok(x)), y int DEFAULT length('abc'));
ALTER FUNCTION ok(int) RENAME TO fine;
