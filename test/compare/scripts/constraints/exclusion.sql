CREATE TABLE a (during tsrange, EXCLUDE USING gist (during WITH &&));
CREATE TABLE b (c circle, x int, CONSTRAINT no_overlap EXCLUDE USING gist (c WITH &&) WHERE (x > 0));
