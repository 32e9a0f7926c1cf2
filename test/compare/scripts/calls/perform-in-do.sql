CREATE TABLE a (id int); CREATE TABLE b (id int);
CREATE OR REPLACE FUNCTION stamp(t text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN EXECUTE format('ALTER TABLE %I ADD COLUMN stamped timestamptz', t); END $$;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP PERFORM stamp(t); END LOOP;
END $$;
