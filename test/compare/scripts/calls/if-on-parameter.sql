CREATE TABLE a (id int); CREATE TABLE b (id int);
CREATE FUNCTION evolve(t regclass, kind text, loud boolean DEFAULT false) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF kind = 'soft' THEN
    EXECUTE format('ALTER TABLE %s ADD COLUMN deleted_at timestamptz', t);
  ELSIF kind IN ('hard', 'harder') THEN
    EXECUTE format('ALTER TABLE %s ADD COLUMN gone boolean', t);
  ELSE
    RAISE EXCEPTION 'no such kind %', kind;
  END IF;
  IF NOT loud THEN RETURN; END IF;
  EXECUTE format('ALTER TABLE %s ADD COLUMN loud int', t);
END $$;
SELECT evolve('a', 'soft');
SELECT evolve('b', 'harder', true);
