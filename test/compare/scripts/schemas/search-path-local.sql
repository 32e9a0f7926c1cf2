CREATE SCHEMA s;
BEGIN;
SET LOCAL search_path TO s;
CREATE TABLE a (id int);
COMMIT;
CREATE TABLE b (id int);
