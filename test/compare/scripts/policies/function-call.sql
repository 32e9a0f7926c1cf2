CREATE FUNCTION me() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
CREATE TABLE a (id int, tenant int);
CREATE POLICY p ON a USING (tenant = me());
CREATE POLICY q ON a USING (tenant = (current_setting('app.tenant'))::int);
CREATE POLICY s ON a USING (EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolconnlimit = a.tenant));
