CREATE TABLE a (b_c int, b int);
CREATE TABLE a_b (c int);
CREATE INDEX ON a (b_c);
CREATE INDEX ON a_b (c);
CREATE TABLE a_pkey (id int);
CREATE TABLE a_b_key (id int);
ALTER TABLE a ADD PRIMARY KEY (b);
ALTER TABLE a ADD UNIQUE (b);
