CREATE TABLE a (id int, b text, c int);
CREATE VIEW with_b AS SELECT id, b FROM a;
CREATE VIEW without_b AS SELECT id, c FROM a;
CREATE VIEW filtered AS SELECT id FROM a WHERE b = 'x';
CREATE VIEW everything AS SELECT * FROM a;
ALTER TABLE a DROP COLUMN b CASCADE;
