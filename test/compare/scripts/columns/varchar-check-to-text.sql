CREATE TABLE a (s varchar(10) DEFAULT 'new' CHECK (s IN ('new', 'old')), t varchar CHECK (t <> '' AND length(t) < 5));
CREATE INDEX ON a (s) WHERE s = 'new';
CREATE INDEX ON a (lower(t));
ALTER TABLE a ALTER COLUMN s TYPE text;
ALTER TABLE a ALTER COLUMN t TYPE text;
