CREATE TYPE nothing AS ENUM ();
ALTER TYPE nothing ADD VALUE 'one';
