CREATE TABLE IF NOT EXISTS customers (id integer PRIMARY KEY, name text);
