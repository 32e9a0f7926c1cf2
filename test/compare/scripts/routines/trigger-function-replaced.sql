CREATE TABLE a (id int, updated_at timestamptz);
CREATE OR REPLACE FUNCTION set_updated() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at := now(); RETURN NEW; END $$;
CREATE TRIGGER upd BEFORE UPDATE ON a FOR EACH ROW EXECUTE PROCEDURE set_updated();
CREATE OR REPLACE FUNCTION set_updated() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at := clock_timestamp(); RETURN NEW; END $$;
DROP TRIGGER IF EXISTS upd ON a;
CREATE TRIGGER upd BEFORE INSERT OR UPDATE ON a FOR EACH ROW EXECUTE FUNCTION set_updated();
