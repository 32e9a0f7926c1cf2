CREATE TABLE a (old int);
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'a' AND column_name = 'old') THEN
    ALTER TABLE a RENAME COLUMN old TO new;
  END IF;
END $$;
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'a' AND column_name = 'old') THEN
    ALTER TABLE a RENAME COLUMN old TO new;
  END IF;
END $$;
