CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE SCHEMA s; CREATE TABLE s.c (id int); CREATE VIEW v AS SELECT id FROM a;
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN tenant_id int', r.tablename);
  END LOOP;
END $$;
