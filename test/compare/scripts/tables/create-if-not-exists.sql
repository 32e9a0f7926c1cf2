CREATE TABLE a (id int);
CREATE TABLE IF NOT EXISTS a (id int, more text);
CREATE TABLE IF NOT EXISTS b (id int);
