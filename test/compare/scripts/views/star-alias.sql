CREATE TABLE a (id int, x text);
CREATE VIEW v AS SELECT t.* FROM a AS t;
CREATE VIEW w AS SELECT t.*, u.x AS other FROM a t LEFT JOIN a u ON u.id = t.id;
