CREATE TABLE orders (id int); CREATE TABLE "Odd Name" (id int);
CREATE PROCEDURE add_audit(t text, prefix text DEFAULT 'audit_') LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ADD COLUMN %I timestamptz NOT NULL DEFAULT now()', t, prefix || 'created');
  EXECUTE 'ALTER TABLE ' || quote_ident(t) || ' ADD COLUMN ' || prefix || 'by text';
END $$;
CALL add_audit('orders');
CALL add_audit('Odd Name', 'a_');
CALL add_audit(prefix => 'z_', t => 'orders');
