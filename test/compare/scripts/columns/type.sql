CREATE TABLE a (a int, b varchar(10), c text, d timestamp);
ALTER TABLE a ALTER COLUMN a TYPE bigint;
ALTER TABLE a ALTER b SET DATA TYPE varchar(20), ALTER COLUMN c TYPE integer USING c::integer;
ALTER TABLE a ALTER COLUMN d TYPE timestamptz USING d AT TIME ZONE 'UTC';
