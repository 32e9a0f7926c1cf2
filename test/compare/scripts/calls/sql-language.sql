CREATE TABLE t (id int);
CREATE FUNCTION make() RETURNS void LANGUAGE sql AS 'ALTER TABLE t ADD COLUMN a int; CREATE INDEX t_a ON t (a);';
SELECT make();
CREATE FUNCTION outer_one(c text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'ALTER TABLE t ADD ' || c || ' text'; END $$;
CREATE FUNCTION passes(c text) RETURNS void LANGUAGE sql AS 'SELECT outer_one(c)';
SELECT passes('q');
