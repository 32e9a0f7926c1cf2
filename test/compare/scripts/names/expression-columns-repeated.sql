CREATE TABLE t (a text, lower int);
CREATE INDEX ON t (lower(a), lower(a || 'x'), lower, (a || 'y'), (a || 'z'));
ALTER TABLE t ADD EXCLUDE USING btree (lower(a) WITH =, lower WITH =);
