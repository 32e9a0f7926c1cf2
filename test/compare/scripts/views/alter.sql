CREATE TABLE a (id int, x text);
CREATE VIEW v AS SELECT id, x FROM a;
ALTER VIEW v ALTER COLUMN x SET DEFAULT 'n';
ALTER VIEW v SET (security_barrier = true);
ALTER VIEW v RESET (security_barrier);
ALTER VIEW v OWNER TO app_owner;
ALTER VIEW IF EXISTS nope RENAME TO other;
