CREATE TABLE b (id int PRIMARY KEY, code text UNIQUE);
CREATE TABLE a (id int, b_id int REFERENCES b, b_code text REFERENCES b (code));
ALTER TABLE b DROP COLUMN code CASCADE;
