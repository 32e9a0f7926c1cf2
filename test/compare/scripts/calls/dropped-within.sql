CREATE TABLE t (id int, a int, b int);
CREATE INDEX t_a ON t (a);
CREATE PROCEDURE drop_column(t text, c text) LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = t::regclass AND attname = c AND NOT attisdropped) THEN
    RAISE NOTICE 'nothing to do';
  ELSE
    EXECUTE format('ALTER TABLE %I DROP COLUMN %I', t, c);
  END IF;
END $$;
CALL drop_column('t', 'a');
CALL drop_column('t', 'a');
CALL drop_column('t', 'nope');
DROP PROCEDURE drop_column;
