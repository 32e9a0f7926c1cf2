CREATE TABLE t (a int, b int);
DELIMITER $$
CREATE PROCEDURE inner_one() BEGIN ALTER TABLE t DROP COLUMN b; END$$
CREATE PROCEDURE outer_one()
BEGIN
  DECLARE i INT DEFAULT 0;
  WHILE i < 2 DO
    SET i = i + 1;
  END WHILE;
  CALL inner_one();
  ALTER TABLE t ADD c int;
END$$
DELIMITER ;
CALL outer_one();
