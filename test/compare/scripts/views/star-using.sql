CREATE TABLE a (id int, x text, k int);
CREATE TABLE b (k int, id int, z text);
CREATE VIEW v1 AS SELECT * FROM a JOIN b USING (id, k);
CREATE VIEW v2 AS SELECT * FROM a NATURAL JOIN b;
