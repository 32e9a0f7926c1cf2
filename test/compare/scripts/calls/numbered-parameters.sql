CREATE TABLE t (id int);
CREATE FUNCTION f(text, int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE c ALIAS FOR $1;
BEGIN
  EXECUTE 'ALTER TABLE t ADD COLUMN ' || $1 || ' varchar(' || $2 || ')';
END $$;
SELECT f('a', 20);
