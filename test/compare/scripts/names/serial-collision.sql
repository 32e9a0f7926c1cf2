CREATE SEQUENCE a_id_seq;
CREATE TABLE a (id serial);
CREATE TABLE a_id (seq int);
