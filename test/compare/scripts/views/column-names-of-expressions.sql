CREATE TABLE a (id int, x text, j jsonb, ts timestamptz);
CREATE VIEW v AS SELECT count(*), max(id), lower(x), id::text, j ->> 'k', extract(year from ts), ts::date, x || 'y' AS cat, nullif(id, 1), greatest(id, 2), array_agg(x), min(id) + 1 AS m, CASE id WHEN 1 THEN x END FROM a GROUP BY id, x, j, ts;
