CREATE TABLE a (lower text, upper text, CHECK (lower(lower) <> upper(upper)));
CREATE INDEX ON a (lower(lower));
ALTER TABLE a RENAME COLUMN lower TO low;
