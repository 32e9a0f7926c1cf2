CREATE TABLE t (id int);
CREATE FUNCTION f(k text, n int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE ty text; i int := 0; name text;
BEGIN
  ty := CASE k WHEN 'n' THEN 'numeric(10,2)' WHEN 't' THEN 'text' END;
  name := coalesce(nullif(k, 't'), 'words');
  EXECUTE format('ALTER TABLE t ADD COLUMN %I %s', name, ty);
  IF ty IS NOT NULL AND n > 1 THEN EXECUTE format('ALTER TABLE t ADD COLUMN %I int', name || '_' || n); END IF;
END $$;
SELECT f('n', 1);
SELECT f('t', 2);
