CREATE TABLE a (id int, x text);
CREATE TABLE b (id int, a_row a, many a[]);
