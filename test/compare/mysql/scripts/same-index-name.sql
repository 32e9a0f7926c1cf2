CREATE TABLE a (x int, KEY ix (x)); CREATE TABLE b (x int, KEY ix (x)); DROP INDEX ix ON a; ALTER TABLE b RENAME KEY ix TO iy;
