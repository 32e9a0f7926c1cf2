CREATE SCHEMA maint; CREATE SCHEMA app;
CREATE TABLE app.t (id int);
CREATE FUNCTION maint.add_index(s text, t text, c text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE n text := format('ix_%s_%s', t, c);
BEGIN
  IF to_regclass(s || '.' || n) IS NULL THEN
    EXECUTE format('CREATE INDEX %I ON %I.%I (%I)', n, s, t, c);
  END IF;
END $$;
SELECT maint.add_index('app', 't', 'id');
SELECT maint.add_index('app', 't', 'id');
