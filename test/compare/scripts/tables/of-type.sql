CREATE TYPE person AS (name text, age integer);
CREATE TABLE people OF person;
CREATE TABLE people2 OF person (PRIMARY KEY (name), age WITH OPTIONS DEFAULT 1 NOT NULL);
