CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) STORED, c int AS (a + 1) VIRTUAL, d varchar(20) GENERATED ALWAYS AS (concat('x', a)) PERSISTENT);
