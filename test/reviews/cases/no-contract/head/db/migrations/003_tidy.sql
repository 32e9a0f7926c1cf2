ALTER TABLE customers RENAME TO people;
ALTER TABLE people ADD COLUMN phone varchar(32);
ALTER TABLE orders ALTER COLUMN total TYPE numeric(12, 2), ALTER COLUMN total DROP DEFAULT;
DROP VIEW customer_names;
CREATE INDEX ON orders (customer_id);
