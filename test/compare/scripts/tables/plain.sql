CREATE TABLE users (id integer, email text NOT NULL, created_at timestamp with time zone DEFAULT now());
