CREATE TABLE t (id int);
CREATE FUNCTION col(t text, c text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('ALTER TABLE %I ADD COLUMN %I int', t, c); END $$;
CREATE FUNCTION cols(t text, cs text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE c text;
BEGIN
  FOREACH c IN ARRAY cs LOOP PERFORM col(t, 'x_' || c); END LOOP;
END $$;
SELECT cols('t', ARRAY['a', 'b', 'c']);
SELECT cols('t', '{d,e}');
