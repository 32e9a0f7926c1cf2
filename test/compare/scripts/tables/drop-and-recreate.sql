CREATE TABLE a (id serial PRIMARY KEY, x text);
DROP TABLE a;
CREATE TABLE a (id uuid PRIMARY KEY, y int);
