CREATE TABLE o (id int, c int, total numeric(10,2), at timestamptz);
CREATE VIEW v AS SELECT c, sum(total) AS total, max(at), count(DISTINCT id) AS n, rank() OVER (ORDER BY c) FROM o GROUP BY c HAVING count(*) > 1 ORDER BY 2 LIMIT 5;
CREATE VIEW w AS SELECT DISTINCT ON (c) c, id, at::date AS day FROM o ORDER BY c, at DESC;
