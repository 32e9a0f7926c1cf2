CREATE TABLE a (id int); CREATE TABLE tmp_b (id int); CREATE TABLE tmp_c (id int);
DO $$
DECLARE cmd text;
BEGIN
  SELECT 'DROP TABLE ' || string_agg(quote_ident(tablename), ', ') INTO cmd FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'tmp\_%';
  EXECUTE cmd;
END $$;
