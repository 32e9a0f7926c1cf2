CREATE TABLE t (id int);
CREATE FUNCTION grow() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE t ADD COLUMN a int; END $$;
CREATE FUNCTION grow(c text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'ALTER TABLE t ADD COLUMN ' || c || ' int'; END $$;
SELECT grow();
SELECT grow('b');
