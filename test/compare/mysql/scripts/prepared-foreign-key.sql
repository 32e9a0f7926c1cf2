CREATE TABLE u (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, u_id int);
SELECT COUNT(*) FROM information_schema.TABLE_CONSTRAINTS WHERE constraint_schema = DATABASE() AND constraint_name = 't_u' INTO @has;
SET @s = IF(@has, 'DO 0', 'ALTER TABLE t ADD CONSTRAINT t_u FOREIGN KEY (u_id) REFERENCES u (id)');
PREPARE p FROM @s;
EXECUTE p;
