CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a_id int REFERENCES a, other int REFERENCES a);
DO $$
DECLARE fk text;
BEGIN
  SELECT tc.constraint_name INTO fk
  FROM information_schema.table_constraints tc
  JOIN information_schema.key_column_usage kcu ON tc.constraint_name = kcu.constraint_name AND tc.table_schema = kcu.table_schema
  WHERE tc.constraint_type = 'FOREIGN KEY' AND tc.table_name = 'b' AND kcu.column_name = 'a_id' AND tc.table_schema = current_schema();
  IF fk IS NOT NULL THEN
    EXECUTE format('ALTER TABLE b DROP CONSTRAINT %I', fk);
  END IF;
  IF NOT FOUND THEN RAISE EXCEPTION 'gone'; END IF;
  ALTER TABLE b ADD FOREIGN KEY (a_id) REFERENCES a ON DELETE CASCADE;
END $$;
