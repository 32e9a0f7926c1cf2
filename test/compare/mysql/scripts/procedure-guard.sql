CREATE TABLE t (a int);
DELIMITER $$
DROP PROCEDURE IF EXISTS add_code$$
CREATE PROCEDURE add_code()
BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 't' AND column_name = 'code') THEN
    ALTER TABLE t ADD COLUMN code int NULL, ADD INDEX by_code (code);
  END IF;
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 't' AND column_name = 'a') THEN
    BEGIN
      ALTER TABLE t CHANGE a b bigint NOT NULL;
    END;
  ELSE
    SELECT 1;
  END IF;
END$$
DELIMITER ;
CALL add_code();
CALL add_code;
DROP PROCEDURE IF EXISTS add_code;
