ALTER TABLE customers DROP COLUMN IF EXISTS marketing_opt_in;

DROP TABLE IF EXISTS wishlists;
