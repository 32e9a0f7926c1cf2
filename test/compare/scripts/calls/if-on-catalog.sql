CREATE TABLE users (id int, email text);
CREATE FUNCTION add_column_if_missing(t text, c text, ty text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = 'public' AND table_name = t AND column_name = c) THEN
    RETURN false;
  END IF;
  EXECUTE format('ALTER TABLE %I ADD COLUMN %I %s', t, c, ty);
  RETURN true;
END $$;
SELECT add_column_if_missing('users', 'email', 'varchar(10)');
SELECT add_column_if_missing('users', 'name', 'varchar(10)');
SELECT add_column_if_missing('users', 'name', 'int');
DROP FUNCTION add_column_if_missing(text, text, text);
