CREATE TYPE st AS ENUM ('a', 'b');
CREATE TABLE t (s st, x text, CHECK (x::st = s), d st DEFAULT ('a'::text)::st);
ALTER TYPE st RENAME TO status;
