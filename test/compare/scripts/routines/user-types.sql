CREATE TYPE mood AS ENUM ('a');
CREATE DOMAIN pos AS int;
CREATE FUNCTION f(m mood, p pos, ms mood[]) RETURNS mood LANGUAGE sql AS 'SELECT m';
ALTER TYPE mood RENAME TO feeling;
