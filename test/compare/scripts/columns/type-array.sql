CREATE TABLE a (x int[], y text[][] DEFAULT '{}');
ALTER TABLE a ALTER COLUMN x TYPE bigint[];
ALTER TABLE a ALTER COLUMN y TYPE varchar(5)[];
