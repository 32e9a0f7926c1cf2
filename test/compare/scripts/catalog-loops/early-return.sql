CREATE TABLE a (id int, old int);
DO $$
BEGIN
  IF EXISTS (SELECT FROM information_schema.tables WHERE table_name = 'schema_done') THEN RETURN; END IF;
  CREATE TABLE schema_done (at date);
  ALTER TABLE a DROP COLUMN old;
END $$;
DO $$
BEGIN
  IF EXISTS (SELECT FROM information_schema.tables WHERE table_name = 'schema_done') THEN RETURN; END IF;
  ALTER TABLE a ADD COLUMN never int;
END $$;
