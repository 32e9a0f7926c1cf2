CREATE TABLE a ("Id" int, "user" text, "limit" int, type text, name text, value int, "timestamp" timestamp, date date);
CREATE INDEX ON a (type, date);
ALTER TABLE a ADD CHECK ("limit" > 0), ADD CHECK (value > 0 AND "Id" < 5);
ALTER TABLE a RENAME COLUMN type TO "Type";
