CREATE TABLE a (id int);
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'a' AND column_name = 'x') THEN
    ALTER TABLE a ADD COLUMN x int;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'a' AND column_name = 'id') THEN
    ALTER TABLE a ADD COLUMN id text;
  END IF;
END $$;
