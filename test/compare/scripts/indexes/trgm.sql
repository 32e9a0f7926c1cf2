CREATE EXTENSION pg_trgm;
CREATE TABLE a (x text);
CREATE INDEX ON a USING gin (x gin_trgm_ops);
CREATE INDEX ON a USING gist (x gist_trgm_ops(siglen = 32));
