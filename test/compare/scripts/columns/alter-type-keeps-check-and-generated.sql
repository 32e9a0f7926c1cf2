CREATE TABLE a (x int CHECK (x > 5), y int DEFAULT 3 CHECK (y IN (1, 2)), z text DEFAULT 'a' CHECK (z IN ('a', 'b')));
ALTER TABLE a ALTER COLUMN x TYPE numeric(10,2);
ALTER TABLE a ALTER COLUMN y TYPE bigint;
ALTER TABLE a ALTER COLUMN z TYPE varchar(10);
