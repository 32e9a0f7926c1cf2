CREATE TABLE a (id int, b text, c int, d int);
CREATE INDEX one ON a (b);
CREATE INDEX two ON a (c, b);
CREATE INDEX three ON a (c);
CREATE INDEX four ON a (lower(b));
CREATE INDEX five ON a (c) WHERE b IS NOT NULL;
CREATE INDEX six ON a (c) INCLUDE (b);
ALTER TABLE a DROP COLUMN b;
