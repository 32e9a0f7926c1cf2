CREATE TABLE a (id int PRIMARY KEY, x text, y numeric(5,2));
CREATE VIEW v AS SELECT id, x FROM a;
CREATE VIEW w (k, t) AS SELECT id, x FROM a WHERE y > 1;
CREATE VIEW z AS SELECT a.id AS a_id, upper(x) AS big, y + 1 AS more, count(*) OVER () FROM a;
