CREATE TABLE a (x int, y int, z int, PRIMARY KEY (x, y) INCLUDE (z));
