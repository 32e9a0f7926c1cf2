CREATE TABLE b (x int, y int, PRIMARY KEY (x, y));
CREATE TABLE a (x int, y int, FOREIGN KEY (x, y) REFERENCES b ON DELETE SET NULL (y));
