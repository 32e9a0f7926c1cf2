CREATE SCHEMA one; CREATE SCHEMA two; CREATE SEQUENCE seq_a; CREATE SEQUENCE seq_b;
DO $$
DECLARE s text; n name;
BEGIN
  FOR s IN SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg_%' AND nspname NOT IN ('public', 'information_schema') LOOP
    EXECUTE format('CREATE TABLE %I.settings (key text PRIMARY KEY)', s);
  END LOOP;
  FOR n IN SELECT sequence_name FROM information_schema.sequences WHERE sequence_schema = 'public' LOOP
    EXECUTE 'DROP SEQUENCE ' || n;
  END LOOP;
END $$;
