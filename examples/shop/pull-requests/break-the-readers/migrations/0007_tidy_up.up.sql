ALTER TABLE customers DROP COLUMN full_name;

ALTER TABLE products RENAME COLUMN price TO gross_price;

ALTER TABLE orders ALTER COLUMN total TYPE NUMERIC(8,2);

UPDATE products SET stock = stock + 1;
