CREATE TABLE a (lo int, hi int, CHECK (lo < hi), CONSTRAINT named CHECK (lo > 0 OR hi IS NULL));
ALTER TABLE a RENAME COLUMN lo TO "Low";
ALTER TABLE a RENAME COLUMN hi TO "order";
