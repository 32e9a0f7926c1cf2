CREATE TABLE orders (total int CHECK (orders.total > 0), paid int, CONSTRAINT c CHECK (orders.paid <= orders.total));
