CREATE TABLE p (id int, at timestamptz, k text) PARTITION BY RANGE (date_trunc('day', at AT TIME ZONE 'UTC'), k COLLATE "C");
CREATE TABLE q (a int, b int) PARTITION BY RANGE (a, (b + 1));
