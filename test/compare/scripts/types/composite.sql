CREATE TYPE addr AS (street text, zip varchar(5), nums int[]);
CREATE TABLE a (home addr, others addr[]);
