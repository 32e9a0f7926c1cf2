CREATE TABLE `users` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(255) NOT NULL, `name` varchar(100), `bio` text,
  PRIMARY KEY (`id`), UNIQUE KEY `uk_email` (`email`), KEY `ix_name` (`name`(10)), FULLTEXT KEY `ft` (`bio`), UNIQUE (`name`, `email`), INDEX (`name`)
);
CREATE TABLE orders (id serial, user_id int unsigned, other int unsigned,
  CONSTRAINT fk_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE SET NULL,
  FOREIGN KEY (other) REFERENCES users (id), KEY ix_other (other));
ALTER TABLE orders ADD CONSTRAINT FOREIGN KEY (user_id) REFERENCES users (id);
