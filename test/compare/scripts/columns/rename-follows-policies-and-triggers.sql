CREATE TABLE a (id int, owner text, n int);
CREATE POLICY p ON a USING (owner = current_user) WITH CHECK (owner <> 'x');
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE UPDATE OF owner, n ON a FOR EACH ROW WHEN (OLD.owner IS DISTINCT FROM NEW.owner) EXECUTE FUNCTION f();
ALTER TABLE a RENAME COLUMN owner TO holder;
