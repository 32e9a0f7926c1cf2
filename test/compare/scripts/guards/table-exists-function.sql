DO $do$ BEGIN
  IF to_regclass('public.a') IS NULL THEN
    CREATE TABLE a (id int);
  END IF;
END $do$;
DO $do$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tablename = 'a') THEN
    CREATE TABLE a (id int, more int);
  END IF;
END $do$;
