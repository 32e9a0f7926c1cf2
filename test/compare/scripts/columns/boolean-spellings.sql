CREATE TABLE settings (
  id integer PRIMARY KEY,
  enabled boolean NOT NULL DEFAULT '1',
  used boolean DEFAULT '0',
  shown boolean DEFAULT 'yes',
  muted boolean DEFAULT 'off',
  kept boolean DEFAULT ' TRUE ',
  flag text DEFAULT '1',
  word text DEFAULT 'yes',
  count integer DEFAULT '0'
);
ALTER TABLE settings ADD COLUMN asked boolean NOT NULL DEFAULT 'n';
ALTER TABLE settings ALTER COLUMN used SET DEFAULT '1', ALTER COLUMN word SET DEFAULT '0';
