CREATE TABLE a (id int PRIMARY KEY, x int); CREATE INDEX idx_a_x ON a (x); CREATE UNIQUE INDEX idx_a_xx ON a (x, id);
DO $$
DECLARE i record;
BEGIN
  FOR i IN SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'a' AND indexname LIKE 'idx%' LOOP
    EXECUTE 'ALTER INDEX ' || i.indexname || ' RENAME TO ' || replace(i.indexname, 'idx_', 'ix_');
  END LOOP;
END $$;
