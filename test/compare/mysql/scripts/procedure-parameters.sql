CREATE TABLE orders (id int PRIMARY KEY);
DELIMITER //
CREATE PROCEDURE add_field_if_missing(IN in_table VARCHAR(100), IN in_field VARCHAR(100), IN in_definition VARCHAR(200), OUT done INT)
main: BEGIN
  DECLARE found INT DEFAULT 0;
  SET @is_there = (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = in_table AND column_name = in_field);
  SELECT COUNT(*) INTO found FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = in_table;
  IF @is_there = 0 AND found = 1 THEN
    SET @ddl = CONCAT('ALTER TABLE ', in_table);
    SET @ddl = CONCAT(@ddl, ' ADD COLUMN ', in_field, ' ', in_definition);
    PREPARE stmt FROM @ddl;
    EXECUTE stmt;
    DEALLOCATE PREPARE stmt;
    SET done = 1;
  END IF;
END//
DELIMITER ;
CALL add_field_if_missing('orders', 'note', "varchar(40) NOT NULL DEFAULT 'x'", @done);
CALL add_field_if_missing('orders', 'weight', 'decimal(8,3)', @done);
