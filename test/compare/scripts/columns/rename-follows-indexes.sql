CREATE TABLE a (id int, b text, c int);
CREATE INDEX one ON a (b);
CREATE INDEX two ON a (lower(b), c);
CREATE INDEX three ON a (c) WHERE b <> 'b';
CREATE INDEX four ON a (c) INCLUDE (b);
ALTER TABLE a RENAME COLUMN b TO title;
