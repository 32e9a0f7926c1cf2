CREATE TABLE t (id int);
CREATE FUNCTION noop(n int) RETURNS int LANGUAGE sql AS 'SELECT n';
CREATE PROCEDURE outermost(n int) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM noop(n);
  FOR i IN 1..n LOOP
    CONTINUE WHEN i = 2;
    EXECUTE format('ALTER TABLE t ADD COLUMN c%s int', i);
    EXIT WHEN i >= 4;
  END LOOP;
  FOR i IN REVERSE 9..8 LOOP EXECUTE 'ALTER TABLE t ADD COLUMN r' || i || ' int'; END LOOP;
END $$;
CALL outermost(10);
