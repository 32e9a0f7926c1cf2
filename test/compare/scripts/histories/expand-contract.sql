CREATE TABLE users (id serial PRIMARY KEY, fullname text NOT NULL);
ALTER TABLE users ADD COLUMN first_name text, ADD COLUMN last_name text;
UPDATE users SET first_name = split_part(fullname, ' ', 1), last_name = split_part(fullname, ' ', 2) WHERE first_name IS NULL;
ALTER TABLE users ALTER COLUMN first_name SET NOT NULL, ALTER COLUMN last_name SET NOT NULL;
CREATE VIEW users_v1 AS SELECT id, first_name || ' ' || last_name AS fullname FROM users;
ALTER TABLE users DROP COLUMN fullname;
