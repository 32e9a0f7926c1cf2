CREATE VIEW v AS VALUES (1, 'a'), (2, 'b');
CREATE VIEW g AS SELECT n FROM generate_series(1, 10) AS n;
CREATE VIEW g2 AS SELECT * FROM generate_series(1, 10) AS s(n);
CREATE VIEW c AS SELECT CASE WHEN true THEN 1 ELSE 2 END, coalesce(1, 2), 5, 'x' AS text, now(), current_date, ARRAY[1, 2];
CREATE VIEW d AS SELECT 1::bigint, '2'::varchar(3) AS v3, NULL::date AS nothing, true AS yes, EXISTS (SELECT 1) AS e, (SELECT 5) AS sub;
