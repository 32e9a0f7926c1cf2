CREATE EXTENSION btree_gist;
CREATE TABLE a (id int, valid daterange, PRIMARY KEY (id, valid WITHOUT OVERLAPS));
CREATE TABLE b (id int, valid daterange, UNIQUE (id, valid WITHOUT OVERLAPS));
