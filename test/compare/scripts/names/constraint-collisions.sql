CREATE TABLE a (x int, CONSTRAINT b_x_check CHECK (x > 0), CONSTRAINT b_y_fkey CHECK (x < 9));
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE b (x int CHECK (x > 1), y int REFERENCES p);
