CREATE TABLE t (a int, b int, c int);
SET @there = EXISTS (SELECT 1 FROM information_schema.COLUMNS WHERE table_schema = DATABASE() AND table_name = 't' AND column_name = 'b');
SET @drop = IF(@there, 'ALTER TABLE t DROP COLUMN b', 'DO 0');
PREPARE p FROM @drop;
EXECUTE p;
SET @old = (SELECT COUNT(*) FROM information_schema.COLUMNS WHERE table_schema = DATABASE() AND table_name = 't' AND column_name = 'c'), @rename = 'DO 0';
SET @rename = IF(@old = 1, 'ALTER TABLE t CHANGE c d bigint', @rename);
PREPARE p FROM @rename;
EXECUTE p;
