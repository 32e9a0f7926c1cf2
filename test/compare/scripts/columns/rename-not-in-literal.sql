CREATE TABLE a (status text CHECK (status IN ('status', 'other')), kind text DEFAULT 'status');
ALTER TABLE a RENAME COLUMN status TO state;
