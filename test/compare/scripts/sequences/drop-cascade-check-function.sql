CREATE SEQUENCE s;
CREATE TABLE a (id int DEFAULT nextval('s'), y bigint DEFAULT (nextval('s') * 2), z int DEFAULT 4);
DROP SEQUENCE s CASCADE;
