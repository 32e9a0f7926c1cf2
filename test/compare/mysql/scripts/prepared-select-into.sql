CREATE TABLE t (a int, KEY ia (a));
SELECT IF(COUNT(*) = 0, 'ALTER TABLE t ADD COLUMN c int, ADD KEY ic (c)', 'SELECT ''c is there''') INTO @s FROM information_schema.COLUMNS WHERE table_schema = DATABASE() AND table_name = 't' AND column_name = 'c';
PREPARE p FROM @s;
EXECUTE p;
SELECT IF(COUNT(*) = 0, 'ALTER TABLE t ADD COLUMN c int, ADD KEY ic (c)', 'SELECT ''c is there''') INTO @s FROM information_schema.COLUMNS WHERE table_schema = DATABASE() AND table_name = 't' AND column_name = 'c';
PREPARE p FROM @s;
EXECUTE p;
