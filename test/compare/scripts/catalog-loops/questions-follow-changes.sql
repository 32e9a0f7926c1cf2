DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN
    CREATE TYPE mood AS ENUM ('sad', 'ok');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = 'mood' AND e.enumlabel = 'ok') THEN
    ALTER TYPE mood RENAME TO feeling;
  ELSE
    CREATE TABLE diary (m mood);
  END IF;
  IF to_regclass('public.diary') IS NOT NULL AND (SELECT count(*) FROM information_schema.columns WHERE table_name = 'diary') = 1 THEN
    ALTER TABLE diary ADD COLUMN note text;
  ELSE
    ALTER TABLE diary ADD COLUMN other text;
  END IF;
END $$;
