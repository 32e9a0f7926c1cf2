CREATE TABLE nothing ();
ALTER TABLE nothing ADD COLUMN a int;
