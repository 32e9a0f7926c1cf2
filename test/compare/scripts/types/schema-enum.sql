CREATE SCHEMA s;
CREATE TYPE s.st AS ENUM ('a', 'b');
CREATE TABLE t (x s.st DEFAULT 'a', y s.st[] DEFAULT '{a}'::s.st[], CHECK (x <> 'b'::s.st));
ALTER TYPE s.st SET SCHEMA public;
