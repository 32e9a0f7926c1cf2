CREATE TABLE a (x int, deleted_at timestamp, status text);
CREATE INDEX live ON a (x) WHERE deleted_at IS NULL;
CREATE INDEX ON a (status) WHERE status IN ('new', 'open') AND x > 5;
CREATE INDEX ON a (x) WHERE (status = 'a' OR status = 'b') AND NOT (x = 1);
