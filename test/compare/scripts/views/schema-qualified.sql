CREATE SCHEMA s;
CREATE TABLE s.a (id int, x text);
CREATE VIEW s.v AS SELECT * FROM s.a;
CREATE VIEW v AS SELECT s.v.id, a.x FROM s.v JOIN s.a ON a.id = v.id;
