CREATE TYPE st AS ENUM ('new', 'old');
CREATE TABLE a (s st NOT NULL CHECK (s <> 'old'), t st);
CREATE INDEX ON a (s) WHERE s = 'new';
CREATE INDEX ON a (s) WHERE s = 'new'::st AND t IN ('new', 'old');
