import type { Work } from "../../src/model/lock.ts";

/** What a statement locks, and how long it works: what our data says, and what a server does. */
export type LockCase = {
  readonly sql: string;
  /** What runs before it, besides the tables that every case has. */
  readonly given?: string;
  /** What the server has, and nobody has told the data. */
  readonly unseen?: string;
  /** What the server does where the data claims more work, and says "unless". */
  readonly unless?: Work;
  /** The heaviest lock on each table that stands there before. */
  readonly locks: Readonly<Record<string, string>>;
  readonly work: Work;
  /** The first major version whose server knows the statement. */
  readonly since?: number;
  /** What servers of older major versions do otherwise. */
  readonly older?: readonly Older[];
  /** The work cannot be seen from outside: the server counts no scan for it, or one of an index that it makes empty. */
  readonly workUnseen?: boolean;
};

/** How a statement locks and works on the versions from one, or the first that knows it, to before another. */
export type Older = {
  readonly from?: number;
  readonly before: number;
  readonly locks?: Readonly<Record<string, string | undefined>>;
  /** The work that is claimed of them, and done. */
  readonly work?: Work;
  /** The work that they do where more is claimed of all. */
  readonly does?: Work;
};

/** The tables of every case, with rows. */
export const shop = `
CREATE TABLE u (id integer PRIMARY KEY, code text);
CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, c varchar(10), n numeric(10,2), at timestamp, z timestamptz, u_id integer, span tsrange, required integer NOT NULL DEFAULT 0);
INSERT INTO u VALUES (1, 'x');
INSERT INTO t (id, a, b, c, n, u_id) VALUES (1, 1, 'b', 'c', 1.5, 1), (2, 2, 'b', 'c', 2.5, 1);
CREATE TABLE p (id integer NOT NULL, day date) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
INSERT INTO p VALUES (1);
CREATE TABLE k (t_id integer REFERENCES t (id));
CREATE VIEW v AS SELECT code FROM u;
CREATE MATERIALIZED VIEW m AS SELECT code FROM u;
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION wild() RETURNS integer LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 1; END';
CREATE FUNCTION calm() RETURNS integer LANGUAGE sql STABLE AS 'SELECT 1';
`;

const ae = { t: "ACCESS EXCLUSIVE" };
const sre = { t: "SHARE ROW EXCLUSIVE" };
const sue = { t: "SHARE UPDATE EXCLUSIVE" };
const share = { t: "SHARE" };
const partitioned = { p: "ACCESS EXCLUSIVE", p1: "ACCESS EXCLUSIVE" };
const detachedBefore14: readonly Older[] = [{ before: 14, locks: { p1: "SHARE UPDATE EXCLUSIVE" } }];
const attachedBefore12: readonly Older[] = [{ before: 12, locks: { p: "ACCESS EXCLUSIVE" } }];
const indexedBefore18: readonly Older[] = [{ before: 18, locks: { p1: "SHARE" } }];
const computedOnceBefore13: readonly Older[] = [{ from: 11, before: 13, does: "instant" }];
/** A default is written to every row before version 11. */
const writtenBefore11: readonly Older[] = [{ before: 11, work: "rewrite" }];
/** A check proves nothing to SET NOT NULL before version 12. */
const searchedBefore12: readonly Older[] = [{ before: 12, work: "scan" }];
const unknownFunction = (volatility: string) =>
  `CREATE FUNCTION unknown() RETURNS integer LANGUAGE plpgsql ${volatility} AS 'BEGIN RETURN 1; END'`;
const alter = (clause: string, work: LockCase["work"], more: Partial<LockCase> = {}): LockCase => ({
  sql: `ALTER TABLE t ${clause}`,
  locks: ae,
  work,
  ...more,
});

const columns: readonly LockCase[] = [
  alter("ADD COLUMN x integer", "instant"),
  alter("ADD COLUMN x integer DEFAULT 5", "instant", { older: writtenBefore11 }),
  alter("ADD COLUMN x integer NOT NULL DEFAULT 5", "instant", { older: writtenBefore11 }),
  alter("ADD COLUMN x timestamptz NOT NULL DEFAULT now()", "instant", { older: writtenBefore11 }),
  alter("ADD COLUMN x date DEFAULT CURRENT_DATE + 1", "instant", { older: writtenBefore11 }),
  alter("ADD COLUMN x text DEFAULT lower('A') || to_char(now(), 'YYYY')", "instant", { older: writtenBefore11 }),
  alter("ADD COLUMN x text DEFAULT 'random()'", "instant", { older: writtenBefore11 }),
  alter("ADD COLUMN x varchar(20) DEFAULT coalesce('a', 'b')", "instant", { older: writtenBefore11 }),
  alter("ADD COLUMN x integer DEFAULT calm()", "instant", { older: writtenBefore11 }),
  alter("ADD COLUMN x integer DEFAULT wild()", "rewrite"),
  alter("ADD COLUMN x integer DEFAULT unknown()", "rewrite", { unseen: unknownFunction("VOLATILE") }),
  alter("ADD COLUMN x integer DEFAULT unknown()", "rewrite", {
    unseen: unknownFunction("STABLE"),
    unless: "instant",
    older: writtenBefore11,
  }),
  alter("ADD COLUMN x jsonb NOT NULL DEFAULT '{}'", "instant", { older: writtenBefore11 }),
  alter("ADD COLUMN x text DEFAULT current_user", "instant", { older: writtenBefore11 }),
  alter("ADD COLUMN x uuid DEFAULT uuidv7()", "rewrite", { since: 18 }),
  alter("ADD COLUMN x integer NOT NULL DEFAULT 5 CHECK (x > 0)", "scan", { older: writtenBefore11 }),
  alter("ADD COLUMN x double precision DEFAULT random()", "rewrite"),
  alter("ADD COLUMN x uuid NOT NULL DEFAULT gen_random_uuid()", "rewrite", { since: 13 }),
  alter("ADD COLUMN x timestamptz DEFAULT clock_timestamp()", "rewrite"),
  alter("ADD COLUMN x integer DEFAULT floor(random() * 10)", "rewrite"),
  alter("ADD COLUMN x bigint DEFAULT nextval('s')", "rewrite", { given: "CREATE SEQUENCE s" }),
  alter("ADD COLUMN x serial", "rewrite"),
  alter("ADD COLUMN x bigint GENERATED ALWAYS AS IDENTITY", "rewrite"),
  alter("ADD COLUMN x integer GENERATED ALWAYS AS (a * 2) STORED", "rewrite", { since: 12 }),
  alter("ADD COLUMN x integer GENERATED ALWAYS AS (a * 2) VIRTUAL", "instant", { since: 18 }),
  alter("ADD COLUMN x d", "instant", { given: "CREATE DOMAIN d AS text" }),
  alter("ADD COLUMN x d", "rewrite", { given: "CREATE DOMAIN d AS text CHECK (VALUE <> '')" }),
  alter("ADD COLUMN x d", "rewrite", {
    given: "CREATE DOMAIN d AS double precision DEFAULT random()",
    older: computedOnceBefore13,
  }),
  alter("ADD COLUMN x e", "rewrite", {
    given: "CREATE DOMAIN d AS double precision DEFAULT random(); CREATE DOMAIN e AS d",
    older: computedOnceBefore13,
  }),
  alter("ADD COLUMN x d DEFAULT 1", "instant", {
    given: "CREATE DOMAIN d AS double precision DEFAULT random()",
    older: writtenBefore11,
  }),
  alter("ADD COLUMN x d DEFAULT NULL", "instant", {
    given: "CREATE DOMAIN d AS double precision DEFAULT random()",
    older: writtenBefore11,
  }),
  alter("ADD COLUMN x d[]", "instant", { given: "CREATE DOMAIN d AS double precision DEFAULT random()", since: 11 }),
  alter("ADD COLUMN x integer CHECK (x > 0)", "scan"),
  alter("ADD COLUMN x integer UNIQUE", "index build"),
  alter("ADD COLUMN x integer REFERENCES u", "instant", { locks: { ...ae, u: "SHARE ROW EXCLUSIVE" } }),
  alter("ADD COLUMN x integer DEFAULT 1 REFERENCES u", "scan", {
    locks: { ...ae, u: "SHARE ROW EXCLUSIVE" },
    older: writtenBefore11,
  }),
  alter("ADD COLUMN x integer REFERENCES t", "instant"),
  alter("ADD COLUMN x integer NOT NULL", "scan", { given: "DELETE FROM t" }),
  { sql: "ALTER TABLE p ADD COLUMN x integer", locks: partitioned, work: "instant" },
  { sql: "ALTER TABLE p ADD COLUMN x serial", locks: partitioned, work: "rewrite" },
  alter("DROP COLUMN a", "instant"),
  alter("DROP COLUMN u_id", "instant", {
    given: "ALTER TABLE t ADD FOREIGN KEY (u_id) REFERENCES u",
    locks: { ...ae, u: "ACCESS EXCLUSIVE" },
  }),
  {
    sql: "ALTER TABLE u DROP COLUMN id CASCADE",
    given: "ALTER TABLE t ADD FOREIGN KEY (u_id) REFERENCES u (id)",
    locks: { ...ae, u: "ACCESS EXCLUSIVE" },
    work: "instant",
  },
  { sql: "ALTER TABLE p DROP COLUMN day", locks: partitioned, work: "instant" },
  { sql: "ALTER TABLE p ALTER day SET DEFAULT now()", locks: partitioned, work: "instant" },
  alter("RENAME COLUMN a TO x", "instant"),
  { sql: "ALTER TABLE p RENAME COLUMN day TO x", locks: partitioned, work: "instant" },
  alter("ALTER a SET DEFAULT 5", "instant"),
  alter("ALTER a SET DEFAULT random()", "instant"),
  alter("ALTER a DROP DEFAULT", "instant"),
  alter("ALTER a SET NOT NULL", "scan"),
  alter("ALTER required SET NOT NULL", "instant"),
  alter("ALTER a SET NOT NULL", "instant", {
    given: "ALTER TABLE t ADD CHECK (a IS NOT NULL)",
    older: searchedBefore12,
  }),
  alter("ALTER a SET NOT NULL", "instant", {
    given: "ALTER TABLE t ADD CHECK (a > 0 AND (a < 9 OR a = 20) AND a IS NOT NULL)",
    older: searchedBefore12,
  }),
  alter("ALTER a SET NOT NULL", "instant", {
    given: "ALTER TABLE t ADD CHECK (b <> 'OR (' AND a IS NOT NULL)",
    older: searchedBefore12,
  }),
  alter("ALTER a SET NOT NULL", "instant", {
    given: "ALTER TABLE t ADD CHECK (NOT (a IS NULL))",
    older: searchedBefore12,
  }),
  alter("ALTER a SET NOT NULL", "scan", { given: "ALTER TABLE t ADD CHECK (b = 'x AND a IS NOT NULL' OR a > 0)" }),
  alter("ALTER a SET NOT NULL, DROP CONSTRAINT x", "scan", {
    given: "ALTER TABLE t ADD CONSTRAINT x CHECK (a IS NOT NULL)",
  }),
  alter("ADD CONSTRAINT x CHECK (a IS NOT NULL), ALTER a SET NOT NULL", "scan"),
  alter("ALTER a SET NOT NULL", "scan", { given: "ALTER TABLE t ADD CONSTRAINT x NOT NULL a NOT VALID", since: 18 }),
  alter("ALTER a SET NOT NULL", "scan", { given: "ALTER TABLE t ADD CHECK (a IS NOT NULL) NOT VALID" }),
  alter("ALTER a SET NOT NULL", "scan", { given: "ALTER TABLE t ADD CHECK (a IS NOT NULL OR b IS NOT NULL)" }),
  alter("ALTER a SET NOT NULL", "scan", { given: "ALTER TABLE t ADD CHECK (a > 0)" }),
  alter("ALTER a SET NOT NULL", "instant", {
    given: "ALTER TABLE t ADD CONSTRAINT x CHECK (a IS NOT NULL) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT x",
    older: searchedBefore12,
  }),
  { sql: "ALTER TABLE p ALTER day SET NOT NULL", given: "DELETE FROM p", locks: partitioned, work: "scan" },
  alter("ALTER required DROP NOT NULL", "instant"),
  alter("ALTER required DROP DEFAULT, ALTER required ADD GENERATED ALWAYS AS IDENTITY", "instant"),
  alter("ALTER x SET GENERATED BY DEFAULT", "instant", {
    given: "ALTER TABLE t ADD x integer GENERATED ALWAYS AS IDENTITY",
  }),
  alter("ALTER x DROP IDENTITY", "instant", { given: "ALTER TABLE t ADD x integer GENERATED ALWAYS AS IDENTITY" }),
  alter("ALTER x SET EXPRESSION AS (a * 3)", "rewrite", {
    given: "ALTER TABLE t ADD x integer GENERATED ALWAYS AS (a * 2) STORED",
    since: 17,
  }),
  alter("ALTER x SET EXPRESSION AS (a * 3)", "instant", {
    given: "ALTER TABLE t ADD x integer GENERATED ALWAYS AS (a * 2) VIRTUAL",
    since: 18,
  }),
  alter("ALTER x DROP EXPRESSION", "instant", {
    given: "ALTER TABLE t ADD x integer GENERATED ALWAYS AS (a * 2) STORED",
    since: 13,
  }),
  alter("ALTER a SET STATISTICS 100", "instant", { locks: sue }),
  alter("ALTER a SET (n_distinct = 5)", "instant", { locks: sue }),
  alter("ALTER b SET STORAGE external", "instant"),
  alter("ALTER b SET COMPRESSION pglz", "instant", { since: 14 }),
];

const types: readonly LockCase[] = [
  alter("ALTER a TYPE bigint", "rewrite"),
  alter("ALTER a TYPE bigint USING a::bigint", "rewrite"),
  alter("ALTER a TYPE text", "rewrite"),
  alter("ALTER a TYPE integer", "instant"),
  alter("ALTER a TYPE integer USING a::integer", "instant"),
  alter("ALTER a TYPE integer USING a + 1", "rewrite"),
  alter("ALTER c TYPE varchar(20)", "instant"),
  alter("ALTER c TYPE varchar(20) USING c::varchar(20)", "instant"),
  alter("ALTER c TYPE varchar", "instant"),
  alter("ALTER c TYPE text", "instant"),
  alter("ALTER c TYPE text", "instant", { given: "CREATE INDEX i ON t (c)" }),
  alter("ALTER c TYPE varchar(5)", "rewrite"),
  alter("ALTER b TYPE varchar", "instant"),
  alter("ALTER b TYPE varchar(100)", "rewrite"),
  alter("ALTER b TYPE char(10)", "rewrite"),
  alter("ALTER n TYPE numeric(12,2)", "instant"),
  alter("ALTER n TYPE numeric", "instant"),
  alter("ALTER n TYPE numeric(12,3)", "rewrite"),
  alter("ALTER at TYPE timestamp(6)", "instant"),
  alter("ALTER at TYPE timestamp(3)", "rewrite"),
  alter("ALTER at TYPE timestamptz", "rewrite"),
  alter("ALTER z TYPE timestamp", "rewrite"),
  alter(`ALTER b TYPE text COLLATE "C"`, "instant"),
  alter(`ALTER b TYPE text COLLATE "C"`, "index build", { given: "CREATE INDEX i ON t (b)" }),
  alter("ALTER c TYPE varchar(20)", "scan", { given: "ALTER TABLE t ADD CHECK (c <> '')" }),
  alter("ALTER c TYPE d", "instant", { given: "CREATE DOMAIN d AS text" }),
  alter("ALTER c TYPE d", "rewrite", { given: "CREATE DOMAIN d AS text CHECK (VALUE <> '')" }),
  alter("ALTER a TYPE oid", "index build", { given: "CREATE INDEX i ON t (a)" }),
  alter("ALTER u_id TYPE bigint", "rewrite", {
    given: "ALTER TABLE t ADD FOREIGN KEY (u_id) REFERENCES u",
    locks: { ...ae, u: "ACCESS EXCLUSIVE" },
  }),
  { sql: "ALTER TABLE p ALTER day TYPE timestamp", locks: partitioned, work: "rewrite" },
  alter("ALTER c TYPE varchar(20)", "index build", { given: "CREATE INDEX i ON t (lower(c))" }),
  alter("ALTER c TYPE text", "index build", { given: "CREATE INDEX i ON t (id) WHERE c <> ''" }),
  alter("ALTER n TYPE numeric(12,2)", "index build", { given: "CREATE INDEX i ON t ((n * 2))" }),
  alter("ALTER c TYPE varchar(20)", "index build", {
    given: "ALTER TABLE t ADD EXCLUDE USING btree (id WITH =) WHERE (c <> '')",
  }),
  alter("ALTER c TYPE varchar(20)", "instant", { given: "CREATE INDEX i ON t (id) INCLUDE (c)", since: 11 }),
  alter("ALTER c TYPE text", "instant", { given: "ALTER TABLE t ADD UNIQUE (id, c)" }),
  alter("ALTER a TYPE integer USING coalesce(a, 0)", "rewrite"),
  alter("ALTER n TYPE numeric(8,2)", "rewrite"),
  {
    sql: "ALTER TABLE hidden ALTER x TYPE bigint",
    unseen: "CREATE TABLE hidden (x integer); INSERT INTO hidden VALUES (1)",
    locks: { hidden: "ACCESS EXCLUSIVE" },
    work: "rewrite",
  },
  {
    sql: "ALTER TABLE hidden ALTER x TYPE text",
    unseen: "CREATE TABLE hidden (x varchar(5)); INSERT INTO hidden VALUES ('x')",
    locks: { hidden: "ACCESS EXCLUSIVE" },
    work: "rewrite",
    unless: "instant",
  },
];

const constraints: readonly LockCase[] = [
  alter("ADD CONSTRAINT x CHECK (a > 0)", "scan"),
  alter("ADD CONSTRAINT x CHECK (a > 0) NOT VALID", "instant"),
  alter("ADD CONSTRAINT x CHECK (a > 0) NOT ENFORCED", "instant", { since: 18 }),
  alter("VALIDATE CONSTRAINT x", "scan", {
    given: "ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0) NOT VALID",
    locks: sue,
  }),
  alter("VALIDATE CONSTRAINT x", "instant", { given: "ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0)", locks: sue }),
  alter("ADD CONSTRAINT x NOT NULL a", "scan", { since: 18 }),
  alter("ADD CONSTRAINT x NOT NULL a NOT VALID", "instant", { since: 18 }),
  alter("VALIDATE CONSTRAINT x", "scan", {
    given: "ALTER TABLE t ADD CONSTRAINT x NOT NULL a NOT VALID",
    locks: sue,
    since: 18,
  }),
  alter("ADD CONSTRAINT x FOREIGN KEY (u_id) REFERENCES u", "scan", { locks: { ...sre, u: "SHARE ROW EXCLUSIVE" } }),
  alter("ADD CONSTRAINT x FOREIGN KEY (u_id) REFERENCES u NOT VALID", "instant", {
    locks: { ...sre, u: "SHARE ROW EXCLUSIVE" },
  }),
  alter("ADD CONSTRAINT x FOREIGN KEY (a) REFERENCES t", "scan", { locks: sre }),
  alter("VALIDATE CONSTRAINT x", "scan", {
    given: "ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (u_id) REFERENCES u NOT VALID",
    locks: { ...sue, u: "ROW SHARE" },
  }),
  alter("ADD CONSTRAINT x UNIQUE (a)", "index build"),
  alter("ADD CONSTRAINT x UNIQUE USING INDEX i", "instant", { given: "CREATE UNIQUE INDEX i ON t (a)" }),
  alter("ADD PRIMARY KEY (id)", "index build", { given: "ALTER TABLE t DROP CONSTRAINT t_pkey CASCADE" }),
  alter("ADD PRIMARY KEY (a)", "index build", { given: "ALTER TABLE t DROP CONSTRAINT t_pkey CASCADE" }),
  alter("ADD PRIMARY KEY USING INDEX i", "scan", {
    given: "ALTER TABLE t DROP CONSTRAINT t_pkey CASCADE; CREATE UNIQUE INDEX i ON t (a)",
  }),
  alter("ADD PRIMARY KEY USING INDEX i", "instant", {
    given:
      "ALTER TABLE t DROP CONSTRAINT t_pkey CASCADE; CREATE UNIQUE INDEX i ON t (required, id); UPDATE t SET required = id",
  }),
  alter("ADD CONSTRAINT x EXCLUDE USING gist (span WITH &&)", "index build"),
  alter("DROP CONSTRAINT x", "instant", { given: "ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0)" }),
  alter("DROP CONSTRAINT x", "instant", {
    given: "ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (u_id) REFERENCES u",
    locks: { ...ae, u: "ACCESS EXCLUSIVE" },
  }),
  alter("DROP CONSTRAINT t_pkey CASCADE", "instant", { locks: { ...ae, k: "ACCESS EXCLUSIVE" } }),
  alter("RENAME CONSTRAINT t_pkey TO x", "instant"),
  alter("ALTER CONSTRAINT x DEFERRABLE", "instant", {
    given: "ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (u_id) REFERENCES u",
  }),
  alter("ADD CONSTRAINT x FOREIGN KEY (u_id) REFERENCES u NOT ENFORCED", "instant", {
    locks: { ...sre, u: "SHARE ROW EXCLUSIVE" },
    since: 18,
  }),
  alter("ALTER CONSTRAINT x NOT ENFORCED", "instant", {
    given: "ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (u_id) REFERENCES u",
    locks: { ...ae, u: "ACCESS EXCLUSIVE" },
    since: 18,
  }),
  alter("ALTER CONSTRAINT x ENFORCED", "scan", {
    given: "ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (u_id) REFERENCES u NOT ENFORCED",
    locks: { ...ae, u: "SHARE ROW EXCLUSIVE" },
    since: 18,
  }),
  {
    sql: "ALTER TABLE p ADD CONSTRAINT x FOREIGN KEY (id) REFERENCES u",
    locks: { p: "SHARE ROW EXCLUSIVE", p1: "SHARE ROW EXCLUSIVE", u: "SHARE ROW EXCLUSIVE" },
    work: "scan",
    since: 11,
  },
  {
    sql: "ALTER TABLE p ADD CONSTRAINT x FOREIGN KEY (id) REFERENCES u NOT VALID",
    locks: { p: "SHARE ROW EXCLUSIVE", p1: "SHARE ROW EXCLUSIVE", u: "SHARE ROW EXCLUSIVE" },
    work: "instant",
    since: 18,
  },
  {
    sql: "ALTER TABLE p ADD CONSTRAINT x FOREIGN KEY (id) REFERENCES u",
    given: "ALTER TABLE p1 ADD CONSTRAINT x FOREIGN KEY (id) REFERENCES u",
    locks: { p: "SHARE ROW EXCLUSIVE", p1: "SHARE ROW EXCLUSIVE", u: "ACCESS EXCLUSIVE" },
    work: "instant",
    since: 11,
  },
  {
    sql: "ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (id) REFERENCES p NOT VALID",
    given: "ALTER TABLE p ADD PRIMARY KEY (id)",
    locks: { ...sre, p: "SHARE ROW EXCLUSIVE", p1: "SHARE ROW EXCLUSIVE" },
    work: "instant",
    since: 12,
  },
  {
    sql: "CREATE TABLE x (id integer REFERENCES p)",
    given: "ALTER TABLE p ADD PRIMARY KEY (id)",
    locks: { p: "SHARE ROW EXCLUSIVE", p1: "SHARE ROW EXCLUSIVE" },
    work: "instant",
    since: 12,
  },
  { sql: "ALTER TABLE p ADD UNIQUE (id)", locks: partitioned, work: "index build", older: indexedBefore18, since: 11 },
  {
    sql: "ALTER TABLE p ADD PRIMARY KEY (id)",
    locks: partitioned,
    work: "index build",
    older: indexedBefore18,
    since: 11,
  },
  {
    sql: "ALTER TABLE p ADD PRIMARY KEY (id)",
    given: "ALTER TABLE p ALTER id DROP NOT NULL",
    locks: partitioned,
    work: "index build",
    since: 11,
  },
  {
    sql: "ALTER TABLE ONLY p ADD CONSTRAINT x UNIQUE (id)",
    locks: { p: "ACCESS EXCLUSIVE" },
    work: "instant",
    since: 11,
  },
  {
    sql: "ALTER INDEX x ATTACH PARTITION y",
    given: "ALTER TABLE ONLY p ADD CONSTRAINT x UNIQUE (id); ALTER TABLE p1 ADD CONSTRAINT y UNIQUE (id)",
    locks: {},
    work: "instant",
    since: 11,
  },
  { sql: "CREATE TABLE x (u_id integer REFERENCES u)", locks: { u: "SHARE ROW EXCLUSIVE" }, work: "instant" },
  { sql: "ALTER TABLE p ADD CONSTRAINT x CHECK (id > 0)", locks: partitioned, work: "scan" },
];

const indexes: readonly LockCase[] = [
  { sql: "CREATE INDEX x ON t (a)", locks: share, work: "index build" },
  { sql: "CREATE UNIQUE INDEX x ON t (a) WHERE a > 0", locks: share, work: "index build" },
  { sql: "CREATE INDEX x ON m (code)", locks: { m: "SHARE" }, work: "index build" },
  { sql: "CREATE INDEX x ON p (id)", locks: { p: "SHARE", p1: "SHARE" }, work: "index build", since: 11 },
  { sql: "CREATE INDEX x ON ONLY p (id)", locks: { p: "SHARE" }, work: "instant", since: 11 },
  { sql: "DROP INDEX x", given: "CREATE INDEX x ON t (a)", locks: ae, work: "instant" },
  { sql: "DROP INDEX x", given: "CREATE INDEX x ON p (id)", locks: partitioned, work: "instant", since: 11 },
  { sql: "REINDEX INDEX t_pkey", locks: share, work: "index build" },
  { sql: "REINDEX TABLE t", locks: share, work: "index build" },
  { sql: "ALTER INDEX t_pkey RENAME TO x", locks: {}, work: "instant" },
  { sql: "ALTER INDEX x RENAME TO y", given: "CREATE INDEX x ON t (a)", locks: {}, work: "instant" },
  {
    sql: "ALTER INDEX x ATTACH PARTITION y",
    given: "CREATE INDEX x ON ONLY p (day); CREATE INDEX y ON p1 (day)",
    locks: {},
    work: "instant",
    since: 11,
  },
  { sql: "ALTER INDEX t_pkey SET (fillfactor = 50)", locks: {}, work: "instant" },
];

const tables: readonly LockCase[] = [
  { sql: "DROP TABLE k", locks: { k: "ACCESS EXCLUSIVE", t: "ACCESS EXCLUSIVE" }, work: "instant" },
  { sql: "DROP TABLE t CASCADE", locks: { k: "ACCESS EXCLUSIVE", t: "ACCESS EXCLUSIVE" }, work: "instant" },
  { sql: "DROP TABLE p", locks: partitioned, work: "instant" },
  { sql: "DROP TABLE p1", locks: partitioned, work: "instant" },
  {
    sql: "DROP TABLE x",
    given: "CREATE TABLE x (u_id integer REFERENCES u)",
    locks: { x: "ACCESS EXCLUSIVE", u: "ACCESS EXCLUSIVE" },
    work: "instant",
  },
  { sql: "ALTER TABLE t RENAME TO x", locks: ae, work: "instant" },
  { sql: "ALTER TABLE p RENAME TO x", locks: { p: "ACCESS EXCLUSIVE" }, work: "instant" },
  { sql: "ALTER TABLE p ENABLE ROW LEVEL SECURITY", locks: { p: "ACCESS EXCLUSIVE" }, work: "instant" },
  { sql: "CREATE TABLE x (LIKE t INCLUDING ALL)", locks: {}, work: "instant" },
  { sql: "ALTER TABLE t SET SCHEMA other", given: "CREATE SCHEMA other", locks: ae, work: "instant" },
  alter("SET UNLOGGED", "rewrite", { given: "DROP TABLE k" }),
  alter("SET LOGGED", "instant"),
  alter("SET LOGGED", "rewrite", { given: "DROP TABLE k; ALTER TABLE t SET UNLOGGED" }),
  alter("SET TABLESPACE schema_warden_space", "rewrite", { since: 15 }),
  alter("SET ACCESS METHOD h2", "rewrite", {
    given: "CREATE ACCESS METHOD h2 TYPE TABLE HANDLER heap_tableam_handler",
    since: 15,
  }),
  alter("SET (fillfactor = 50)", "instant", { locks: sue }),
  alter("SET (autovacuum_enabled = false, toast.autovacuum_enabled = false)", "instant", { locks: sue }),
  alter("RESET (fillfactor)", "instant", { locks: sue }),
  alter("SET (user_catalog_table = true)", "instant"),
  alter("CLUSTER ON t_pkey", "instant", { locks: sue }),
  alter("SET WITHOUT CLUSTER", "instant", { locks: sue }),
  alter("ENABLE ROW LEVEL SECURITY", "instant"),
  alter("FORCE ROW LEVEL SECURITY", "instant"),
  alter("REPLICA IDENTITY FULL", "instant"),
  alter("REPLICA IDENTITY USING INDEX t_pkey", "instant"),
  alter("OWNER TO CURRENT_USER", "instant"),
  { sql: "CREATE TABLE x () INHERITS (t)", locks: sue, work: "instant" },
  alter("INHERIT u", "instant", {
    given: "ALTER TABLE t ADD code text",
    locks: { ...ae, u: "SHARE UPDATE EXCLUSIVE" },
  }),
  alter("NO INHERIT u", "instant", { given: "ALTER TABLE t ADD code text; ALTER TABLE t INHERIT u" }),
  { sql: "TRUNCATE k", locks: { k: "ACCESS EXCLUSIVE" }, work: "instant" },
  { sql: "TRUNCATE t CASCADE", locks: { ...ae, k: "ACCESS EXCLUSIVE" }, work: "instant", workUnseen: true },
  {
    sql: "TRUNCATE u CASCADE",
    given: "ALTER TABLE t ADD FOREIGN KEY (u_id) REFERENCES u",
    locks: { ...ae, u: "ACCESS EXCLUSIVE", k: "ACCESS EXCLUSIVE" },
    work: "instant",
    workUnseen: true,
  },
  { sql: "TRUNCATE p", locks: partitioned, work: "instant" },
  { sql: "LOCK TABLE t IN SHARE MODE", locks: share, work: "instant" },
  { sql: "LOCK TABLE t, u", locks: { ...ae, u: "ACCESS EXCLUSIVE" }, work: "instant" },
  { sql: "CLUSTER t USING t_pkey", locks: ae, work: "rewrite" },
  { sql: "ANALYZE t", locks: sue, work: "scan", workUnseen: true },
  { sql: "COMMENT ON TABLE t IS 'x'", locks: sue, work: "instant" },
  { sql: "COMMENT ON COLUMN t.a IS 'x'", locks: sue, work: "instant" },
  { sql: "GRANT SELECT ON t TO PUBLIC", locks: {}, work: "instant" },
  {
    sql: "DROP SCHEMA other CASCADE",
    given: "CREATE SCHEMA other; CREATE TABLE other.x ()",
    locks: { "other.x": "ACCESS EXCLUSIVE" },
    work: "instant",
  },
];

const partitions: readonly LockCase[] = [
  {
    sql: "CREATE TABLE x PARTITION OF p FOR VALUES FROM (20) TO (30)",
    locks: { p: "ACCESS EXCLUSIVE" },
    work: "instant",
  },
  {
    sql: "CREATE TABLE x PARTITION OF p FOR VALUES FROM (20) TO (30)",
    given: "CREATE TABLE rest PARTITION OF p DEFAULT",
    locks: { p: "ACCESS EXCLUSIVE", rest: "ACCESS EXCLUSIVE" },
    work: "scan",
    since: 11,
  },
  { sql: "CREATE TABLE x PARTITION OF p DEFAULT", locks: { p: "ACCESS EXCLUSIVE" }, work: "instant", since: 11 },
  {
    sql: "CREATE TABLE x PARTITION OF p FOR VALUES FROM (20) TO (30)",
    given: "ALTER TABLE p ADD FOREIGN KEY (id) REFERENCES u",
    locks: { p: "ACCESS EXCLUSIVE", u: "SHARE ROW EXCLUSIVE" },
    work: "instant",
    older: [{ before: 12, locks: { u: undefined } }],
    since: 11,
  },
  {
    sql: "ALTER TABLE p ATTACH PARTITION p2 DEFAULT",
    given: "CREATE TABLE p2 (id integer NOT NULL, day date); INSERT INTO p2 VALUES (50)",
    locks: { p: "SHARE UPDATE EXCLUSIVE", p2: "ACCESS EXCLUSIVE" },
    work: "scan",
    older: attachedBefore12,
    since: 11,
  },
  {
    sql: "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (20) TO (30)",
    given: "CREATE TABLE p2 (id integer NOT NULL, day date)",
    locks: { p: "SHARE UPDATE EXCLUSIVE", p2: "ACCESS EXCLUSIVE" },
    work: "scan",
    older: attachedBefore12,
  },
  {
    sql: "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (20) TO (30)",
    given: "CREATE TABLE p2 (id integer NOT NULL, day date, CHECK (id >= 20 AND id < 30))",
    locks: { p: "SHARE UPDATE EXCLUSIVE", p2: "ACCESS EXCLUSIVE" },
    work: "instant",
    older: attachedBefore12,
  },
  {
    sql: "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (20) TO (30)",
    given: "CREATE TABLE p2 (id integer NOT NULL, day date, CHECK (id >= 20 AND id < 30)); CREATE INDEX i ON p (day)",
    locks: { p: "SHARE UPDATE EXCLUSIVE", p2: "ACCESS EXCLUSIVE" },
    work: "index build",
    older: attachedBefore12,
    since: 11,
  },
  {
    sql: "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (20) TO (30)",
    given:
      "CREATE TABLE p2 (id integer NOT NULL, day date, CHECK (id >= 20 AND id < 30)); CREATE INDEX i ON p (day); CREATE INDEX i2 ON p2 (day)",
    locks: { p: "SHARE UPDATE EXCLUSIVE", p2: "ACCESS EXCLUSIVE" },
    work: "instant",
    older: attachedBefore12,
    since: 11,
  },
  {
    sql: "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (20) TO (30)",
    given:
      "CREATE TABLE rest PARTITION OF p DEFAULT; CREATE TABLE p2 (id integer NOT NULL, day date, CHECK (id >= 20 AND id < 30))",
    locks: { p: "SHARE UPDATE EXCLUSIVE", p2: "ACCESS EXCLUSIVE", rest: "ACCESS EXCLUSIVE" },
    work: "scan",
    older: attachedBefore12,
    since: 11,
  },
  {
    sql: "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (20) TO (30)",
    given:
      "ALTER TABLE p ADD FOREIGN KEY (id) REFERENCES u; CREATE TABLE p2 (id integer NOT NULL, day date, CHECK (id >= 20 AND id < 30))",
    locks: { p: "SHARE UPDATE EXCLUSIVE", p2: "ACCESS EXCLUSIVE", u: "SHARE ROW EXCLUSIVE" },
    work: "scan",
    older: [{ before: 12, locks: { p: "ACCESS EXCLUSIVE", u: "ROW SHARE" } }],
    since: 11,
  },
  {
    sql: "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (20) TO (30)",
    given:
      "ALTER TABLE p ADD FOREIGN KEY (id) REFERENCES u; CREATE TABLE p2 (id integer NOT NULL, day date, CHECK (id >= 20 AND id < 30), FOREIGN KEY (id) REFERENCES u)",
    locks: { p: "SHARE UPDATE EXCLUSIVE", p2: "ACCESS EXCLUSIVE", u: "ACCESS EXCLUSIVE" },
    work: "instant",
    older: attachedBefore12,
    since: 11,
  },
  { sql: "ALTER TABLE p DETACH PARTITION p1", locks: partitioned, work: "instant", older: detachedBefore14 },
  {
    sql: "ALTER TABLE p DETACH PARTITION p1",
    given: "CREATE TABLE rest PARTITION OF p DEFAULT",
    locks: { ...partitioned, rest: "ACCESS EXCLUSIVE" },
    work: "instant",
    older: detachedBefore14,
    since: 11,
  },
];

const others: readonly LockCase[] = [
  {
    sql: "ALTER TABLE p DETACH PARTITION p1",
    given: "ALTER TABLE p ADD FOREIGN KEY (id) REFERENCES u",
    locks: { ...partitioned, u: "SHARE ROW EXCLUSIVE" },
    work: "instant",
    older: detachedBefore14,
    since: 11,
  },
  { sql: "ALTER TABLE p DISABLE TRIGGER ALL", locks: { p: "SHARE ROW EXCLUSIVE" }, work: "instant" },
  {
    sql: "ALTER TABLE p DISABLE TRIGGER x",
    given: "CREATE TRIGGER x AFTER INSERT ON p FOR EACH ROW EXECUTE PROCEDURE note()",
    locks: { p: "SHARE ROW EXCLUSIVE", p1: "SHARE ROW EXCLUSIVE" },
    work: "instant",
    since: 11,
  },
  {
    sql: "ALTER TRIGGER x ON p RENAME TO y",
    given: "CREATE TRIGGER x AFTER INSERT ON p FOR EACH ROW EXECUTE PROCEDURE note()",
    locks: partitioned,
    work: "instant",
    older: [{ before: 15, locks: { p1: undefined } }],
    since: 11,
  },
  {
    sql: "CREATE OR REPLACE TRIGGER x AFTER INSERT ON t FOR EACH ROW EXECUTE PROCEDURE note()",
    given: "CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW EXECUTE PROCEDURE note()",
    locks: sre,
    work: "instant",
    since: 14,
  },
  {
    sql: "ALTER TYPE e ADD VALUE 'b'",
    given: "CREATE TYPE e AS ENUM ('a'); ALTER TABLE t ADD e e",
    locks: {},
    work: "instant",
    since: 12,
  },
  { sql: "CREATE SEQUENCE x OWNED BY t.a", locks: {}, work: "instant" },
  { sql: "REFRESH MATERIALIZED VIEW m WITH NO DATA", locks: { m: "ACCESS EXCLUSIVE" }, work: "instant" },
  {
    sql: "ALTER MATERIALIZED VIEW m SET (fillfactor = 50)",
    locks: { m: "SHARE UPDATE EXCLUSIVE" },
    work: "instant",
  },
  { sql: "ALTER MATERIALIZED VIEW m RENAME TO x", locks: { m: "ACCESS EXCLUSIVE" }, work: "instant" },
  {
    sql: "ALTER DOMAIN d DROP CONSTRAINT x",
    given: "CREATE DOMAIN d AS text CONSTRAINT x CHECK (VALUE <> ''); ALTER TABLE t ADD e d",
    locks: {},
    work: "instant",
  },
  { sql: "CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW EXECUTE PROCEDURE note()", locks: sre, work: "instant" },
  {
    sql: "CREATE TRIGGER x AFTER INSERT ON p FOR EACH ROW EXECUTE PROCEDURE note()",
    locks: { p: "SHARE ROW EXCLUSIVE", p1: "SHARE ROW EXCLUSIVE" },
    work: "instant",
    since: 11,
  },
  {
    sql: "DROP TRIGGER x ON t",
    given: "CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW EXECUTE PROCEDURE note()",
    locks: ae,
    work: "instant",
  },
  {
    sql: "ALTER TRIGGER x ON t RENAME TO y",
    given: "CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW EXECUTE PROCEDURE note()",
    locks: ae,
    work: "instant",
  },
  alter("DISABLE TRIGGER USER", "instant", { locks: sre }),
  alter("ENABLE TRIGGER ALL", "instant", { locks: sre }),
  {
    sql: "ALTER TABLE t DISABLE RULE x",
    given: "CREATE RULE x AS ON DELETE TO t DO INSTEAD NOTHING",
    locks: ae,
    work: "instant",
  },
  { sql: "CREATE POLICY x ON t USING (true)", locks: ae, work: "instant" },
  { sql: "ALTER POLICY x ON t USING (false)", given: "CREATE POLICY x ON t", locks: ae, work: "instant" },
  { sql: "ALTER POLICY x ON t RENAME TO y", given: "CREATE POLICY x ON t", locks: ae, work: "instant" },
  { sql: "DROP POLICY x ON t", given: "CREATE POLICY x ON t", locks: ae, work: "instant" },
  {
    sql: "CREATE OR REPLACE VIEW v AS SELECT code FROM u WHERE id > 0",
    locks: { v: "ACCESS EXCLUSIVE" },
    work: "instant",
  },
  { sql: "CREATE VIEW x AS SELECT * FROM t", locks: {}, work: "instant" },
  { sql: "DROP VIEW v", locks: { v: "ACCESS EXCLUSIVE" }, work: "instant" },
  { sql: "ALTER VIEW v RENAME TO x", locks: { v: "ACCESS EXCLUSIVE" }, work: "instant" },
  { sql: "ALTER VIEW v RENAME COLUMN code TO x", locks: { v: "ACCESS EXCLUSIVE" }, work: "instant", since: 13 },
  { sql: "ALTER VIEW v SET (security_barrier = true)", locks: { v: "ACCESS EXCLUSIVE" }, work: "instant" },
  { sql: "REFRESH MATERIALIZED VIEW m", locks: { m: "ACCESS EXCLUSIVE" }, work: "rewrite" },
  {
    sql: "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
    given: "CREATE UNIQUE INDEX i ON m (code)",
    locks: { m: "EXCLUSIVE" },
    work: "scan",
  },
  {
    sql: "ALTER DOMAIN d ADD CONSTRAINT x CHECK (VALUE <> '')",
    given: "CREATE DOMAIN d AS text; ALTER TABLE u ADD e d",
    locks: { u: "SHARE" },
    work: "scan",
  },
  {
    sql: "ALTER DOMAIN d ADD CONSTRAINT x CHECK (VALUE <> '') NOT VALID",
    given: "CREATE DOMAIN d AS text; ALTER TABLE u ADD e d",
    locks: {},
    work: "instant",
  },
  {
    sql: "ALTER DOMAIN d SET NOT NULL",
    given: "CREATE DOMAIN d AS text; ALTER TABLE u ADD e d DEFAULT 'e'",
    locks: { u: "SHARE" },
    work: "scan",
  },
  {
    sql: "ALTER DOMAIN d DROP NOT NULL",
    given: "CREATE DOMAIN d AS text NOT NULL; ALTER TABLE u ADD e d DEFAULT 'e'",
    locks: {},
    work: "instant",
  },
  {
    sql: "ALTER DOMAIN d VALIDATE CONSTRAINT x",
    given:
      "CREATE DOMAIN d AS text; ALTER TABLE u ADD e d; ALTER DOMAIN d ADD CONSTRAINT x CHECK (VALUE <> '') NOT VALID",
    locks: { u: "SHARE" },
    work: "scan",
  },
  { sql: "INSERT INTO u VALUES (5, 'x')", locks: { u: "ROW EXCLUSIVE" }, work: "instant" },
  { sql: "UPDATE u SET code = 'y'", locks: { u: "ROW EXCLUSIVE" }, work: "scan" },
  { sql: "DELETE FROM k", locks: { k: "ROW EXCLUSIVE" }, work: "scan" },
];

/** Statements that may run inside a transaction: their locks are read there, and all is rolled back. */
export const lockCases: readonly LockCase[] = [
  ...columns,
  ...types,
  ...constraints,
  ...indexes,
  ...tables,
  ...partitions,
  ...others,
];

/** A statement that refuses to run inside a transaction; others watch it while it waits for a lock that stands in its way. */
export type OutsideCase = Omit<LockCase, "workUnseen" | "older" | "unseen" | "unless"> & { readonly blockedBy: string };

const outside = (sql: string, given: string | undefined, work: Work, locks: LockCase["locks"] = sue): OutsideCase => ({
  sql,
  ...(given === undefined ? {} : { given }),
  locks,
  work,
  blockedBy: "LOCK TABLE t IN ROW EXCLUSIVE MODE",
});

/** Statements of which the claimed locks are seen from a second session. */
export const outsideCases: readonly OutsideCase[] = [
  outside("CREATE INDEX CONCURRENTLY x ON t (a)", undefined, "index build"),
  outside("CREATE UNIQUE INDEX CONCURRENTLY x ON t (a)", undefined, "index build"),
  outside("DROP INDEX CONCURRENTLY x", "CREATE INDEX x ON t (a)", "instant"),
  { ...outside("REINDEX INDEX CONCURRENTLY t_pkey", undefined, "index build"), since: 12 },
  { ...outside("REINDEX TABLE CONCURRENTLY t", undefined, "index build"), since: 12 },
  { ...outside("VACUUM FULL t", undefined, "rewrite", ae), blockedBy: "LOCK TABLE t IN ACCESS SHARE MODE" },
  { ...outside("VACUUM t", undefined, "scan"), blockedBy: "LOCK TABLE t IN SHARE UPDATE EXCLUSIVE MODE" },
  {
    ...outside("ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY", undefined, "instant", { p: "SHARE UPDATE EXCLUSIVE" }),
    blockedBy: "LOCK TABLE p IN SHARE UPDATE EXCLUSIVE MODE",
    since: 14,
  },
  {
    ...outside("ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY", undefined, "instant", {
      p: "SHARE UPDATE EXCLUSIVE",
      p1: "ACCESS EXCLUSIVE",
    }),
    blockedBy: "LOCK TABLE p1 IN ACCESS SHARE MODE",
    since: 14,
  },
];
