CREATE TABLE customers (
    id serial PRIMARY KEY,
    email text NOT NULL UNIQUE,
    name text
);
CREATE VIEW customer_names AS SELECT id, name FROM customers;
