CREATE TABLE a (id int, owner text, x int);
CREATE POLICY p ON a USING (owner = current_user);
CREATE POLICY q ON a USING (x > 0);
ALTER TABLE a DROP COLUMN owner CASCADE;
