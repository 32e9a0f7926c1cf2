CREATE TABLE a (x text, y varchar(10), j jsonb);
CREATE INDEX i1 ON a (x text_pattern_ops);
CREATE INDEX i2 ON a (y varchar_pattern_ops DESC);
CREATE INDEX i3 ON a (x COLLATE "C");
CREATE INDEX i4 ON a USING gin (j jsonb_path_ops);
CREATE INDEX i5 ON a (x text_ops);
