CREATE TABLE `odd name` (`a b` int, `select` int, `x``y` int, KEY `i x` (`a b`)); ALTER TABLE `odd name` DROP COLUMN `select`, ADD `order` int;
