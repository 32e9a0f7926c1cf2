CREATE TABLE a (id int PRIMARY KEY, x varchar(10) NOT NULL, y numeric(5,2) DEFAULT 1);
CREATE TABLE b AS SELECT * FROM a;
CREATE TABLE c AS SELECT id, x AS name, y::text AS y2, now() AS made FROM a;
CREATE TABLE d (one, two) AS SELECT id, x FROM a WITH NO DATA;
