/** Scripts that SQLite runs, by what they are about. */
export const scripts: Readonly<Record<string, string>> = {
  "columns and their attributes": `CREATE TABLE "Users" (id INTEGER PRIMARY KEY AUTOINCREMENT, email varchar(255) NOT NULL UNIQUE COLLATE NOCASE,
  age INT DEFAULT 0, note TEXT DEFAULT 'it''s', made DATETIME DEFAULT CURRENT_TIMESTAMP, ratio REAL CHECK (ratio > 0), raw BLOB, anything,
  big UNSIGNED BIG INT, ok BOOLEAN NOT NULL DEFAULT FALSE, stamp integer DEFAULT (strftime('%s', 'now')), minus int DEFAULT -1, nix text DEFAULT NULL);`,
  "keys and foreign keys": `CREATE TABLE a (x int, y int, PRIMARY KEY (x, y), UNIQUE (y)) WITHOUT ROWID;
CREATE TABLE b (id integer primary key, ax int, ay int, c int REFERENCES b (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk FOREIGN KEY (ax, ay) REFERENCES a (x, y) ON UPDATE CASCADE ON DELETE RESTRICT);`,
  indexes: `CREATE TABLE t (a int, b text); CREATE INDEX ia ON t (a); CREATE UNIQUE INDEX IF NOT EXISTS main.ub ON t (b COLLATE NOCASE DESC, a);
CREATE INDEX ip ON t (a) WHERE b IS NOT NULL; CREATE INDEX ie ON t (lower(b)); DROP INDEX ia; DROP INDEX IF EXISTS gone;`,
  altering: `CREATE TABLE t (a int, b text, c text); CREATE INDEX ib ON t (b); ALTER TABLE t ADD COLUMN d text NOT NULL DEFAULT 'x'; ALTER TABLE t ADD e;
ALTER TABLE t RENAME COLUMN b TO bb; ALTER TABLE t RENAME c TO cc; ALTER TABLE t DROP COLUMN a; ALTER TABLE t RENAME TO tt;`,
  "making a table anew": `CREATE TABLE t (a int, b text); CREATE INDEX ib ON t (b); PRAGMA foreign_keys=off; BEGIN TRANSACTION;
CREATE TABLE t_new (a bigint NOT NULL, c text); INSERT INTO t_new (a, c) SELECT a, b FROM t; DROP TABLE t; ALTER TABLE t_new RENAME TO t;
CREATE INDEX ic ON t (c); COMMIT; PRAGMA foreign_keys=on;`,
  "a table that others point at, made anew": `CREATE TABLE p (id integer primary key); CREATE TABLE c (p_id int REFERENCES p (id)); PRAGMA legacy_alter_table=ON;
CREATE TABLE p2 (id integer primary key, n text); DROP TABLE p; ALTER TABLE p2 RENAME TO p;`,
  "triggers and views": `CREATE TABLE t (a int, b int);
CREATE TRIGGER tr AFTER UPDATE OF a ON t WHEN new.a > 0 BEGIN UPDATE t SET b = CASE WHEN new.a > 1 THEN 1 ELSE 2 END; SELECT 1; END;
CREATE TEMP TABLE tmp (x); CREATE VIEW v AS SELECT a, b FROM t; CREATE VIEW IF NOT EXISTS w (x) AS SELECT a FROM t; DROP VIEW v; DROP TRIGGER tr;`,
  "quotes and comments":
    'CREATE TABLE [odd name] (`a b` int, "c;d" text, \'e\' text); -- a; comment\n/* b; */ ALTER TABLE "odd name" DROP COLUMN [a b];',
  "generated columns": `CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) STORED, c text AS (a || 'x') VIRTUAL);`,
  rows: `CREATE TABLE t (a int PRIMARY KEY, b text); INSERT INTO t VALUES (1, 'a;b'); INSERT OR IGNORE INTO t (a) VALUES (1); INSERT OR REPLACE INTO t VALUES (1, 'c');
INSERT INTO t (a, b) VALUES (1, 'd') ON CONFLICT (a) DO UPDATE SET b = excluded.b; UPDATE t SET b = b || '!' WHERE a = 1; DELETE FROM t; REPLACE INTO t VALUES (2, 'x');`,
  "rows copied where they are not yet": `CREATE TABLE t (a int PRIMARY KEY, b text); CREATE TABLE u (a int, b text);
INSERT OR IGNORE INTO t (a, b) SELECT a, 'x' || b FROM u w; INSERT OR REPLACE INTO t SELECT a, b FROM u; INSERT OR ABORT INTO t (a) SELECT a FROM u;
UPDATE OR IGNORE t SET a = 1 WHERE b = 'x'; UPDATE OR REPLACE t SET b = 'y';`,
  "types of other servers, which are words like any other":
    "CREATE TABLE t (a bytea NOT NULL, b citext DEFAULT '', c my own type(3,4) NOT NULL, d \"odd\"); ALTER TABLE t ADD COLUMN e tsvector;",
  "create as":
    "CREATE TABLE a (x int, y text); DROP TABLE IF EXISTS b; CREATE TABLE strict_one (x INTEGER, y TEXT) STRICT; VACUUM; ANALYZE;",
};
