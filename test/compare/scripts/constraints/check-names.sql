CREATE TABLE a (x int CHECK (x > 0), y int CHECK (y > 0) CHECK (y < 100), z int, CHECK (x > y), CHECK (z > 0), CHECK (true), CHECK (z IS NOT NULL AND z < 5));
