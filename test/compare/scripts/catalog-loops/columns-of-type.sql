CREATE TABLE a (id int, at timestamp, b timestamp); CREATE TABLE c (at timestamptz, d timestamp without time zone);
DO $$
DECLARE col record;
BEGIN
  FOR col IN
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type = 'timestamp without time zone' ORDER BY table_name, ordinal_position
  LOOP
    EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE timestamptz USING %I AT TIME ZONE ''UTC''', col.table_name, col.column_name, col.column_name);
  END LOOP;
END $$;
