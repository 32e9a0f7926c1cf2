CREATE DOMAIN d AS varchar(10) CHECK (length(VALUE) > 1);
CREATE TYPE c AS (a d, b d[], t timestamp(3), n numeric(8,2));
CREATE TABLE x (v c[]);
ALTER DOMAIN d RENAME TO dd;
ALTER TYPE c RENAME TO cc;
