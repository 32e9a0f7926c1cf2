CREATE TABLE a (id int PRIMARY KEY, x int UNIQUE, y int CHECK (y > 0), z int REFERENCES a (id));
CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a (id));
DO $$
DECLARE c text;
BEGIN
  FOR c IN SELECT conname FROM pg_constraint WHERE conrelid = 'a'::regclass AND contype IN ('f', 'c') AND conname LIKE 'a\_%' LOOP
    EXECUTE 'ALTER TABLE a DROP CONSTRAINT ' || quote_ident(c);
  END LOOP;
END $$;
