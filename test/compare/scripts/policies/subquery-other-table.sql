CREATE TABLE m (user_id int, org_id int);
CREATE TABLE a (id int, org_id int);
CREATE POLICY p ON a USING (org_id IN (SELECT m.org_id FROM m WHERE m.user_id = 1));
CREATE POLICY q ON a FOR SELECT USING (EXISTS (SELECT 1 FROM m WHERE m.org_id = a.org_id AND user_id = 5));
