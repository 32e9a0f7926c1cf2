CREATE TABLE a (id serial);
SELECT setval('a_id_seq', 100);
ALTER SEQUENCE a_id_seq RESTART;
