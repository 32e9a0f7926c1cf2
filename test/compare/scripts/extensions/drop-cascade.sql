CREATE EXTENSION citext;
CREATE TABLE a (id int, c citext, d citext[]);
DROP EXTENSION citext CASCADE;
