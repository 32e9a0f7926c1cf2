CREATE TYPE status AS ENUM ('a', 'b', 'c');
CREATE TABLE t (s status DEFAULT 'a');
ALTER TYPE status RENAME TO status_old;
CREATE TYPE status AS ENUM ('a', 'b');
ALTER TABLE t ALTER COLUMN s DROP DEFAULT;
ALTER TABLE t ALTER COLUMN s TYPE status USING s::text::status;
ALTER TABLE t ALTER COLUMN s SET DEFAULT 'a';
DROP TYPE status_old;
