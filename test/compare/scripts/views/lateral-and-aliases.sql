CREATE TABLE a (id int, tags text[]);
CREATE VIEW v AS SELECT a.id, t.tag FROM a CROSS JOIN LATERAL unnest(a.tags) AS t(tag);
CREATE VIEW w AS SELECT x.k, x.l FROM a AS x(k, l);
