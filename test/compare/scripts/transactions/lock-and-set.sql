BEGIN;
SET LOCAL lock_timeout = '5s';
SET statement_timeout = 0;
CREATE TABLE a (id int);
LOCK TABLE a IN ACCESS EXCLUSIVE MODE;
COMMIT;
