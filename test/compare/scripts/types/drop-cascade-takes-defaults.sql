CREATE TYPE st AS ENUM ('a', 'b');
CREATE TABLE t (s st DEFAULT 'a', x text DEFAULT 'b'::st::text, k text DEFAULT 'k', n int);
ALTER TABLE t ALTER COLUMN s TYPE text USING s::text;
DROP TYPE st CASCADE;
