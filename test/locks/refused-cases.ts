/** A statement that servers refuse, as rules say of it. */
export type RefusedCase = {
  readonly sql: string;
  readonly given?: string;
  /** The first major version that takes it. */
  readonly until?: number;
  /** The first major version that knows it at all, and then refuses it for what the rule says. */
  readonly since?: number;
  readonly message: RegExp;
};

const inBlock = (sql: string, since?: number): RefusedCase => ({
  sql: `DO $$ BEGIN ${sql}; END $$`,
  given: "CREATE INDEX i ON t (a)",
  message: /cannot be executed from a function/,
  ...(since === undefined ? {} : { since }),
});

/** Each with the rule that says so; the tables are those of the other cases. */
export const refusedCases: readonly RefusedCase[] = [
  // add-required-column
  { sql: "ALTER TABLE t ADD COLUMN x integer NOT NULL", message: /contains null values/ },
  // concurrently-in-transaction
  inBlock("CREATE INDEX CONCURRENTLY x ON t (a)"),
  inBlock("DROP INDEX CONCURRENTLY i"),
  inBlock("REINDEX INDEX CONCURRENTLY i", 12),
  inBlock("ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY", 14),
  // index-not-concurrent, unique-not-using-index, foreign-key-unindexed
  { sql: "CREATE INDEX CONCURRENTLY x ON p (id)", message: /on partitioned table "p" concurrently/, since: 11 },
  {
    sql: "ALTER TABLE p ADD CONSTRAINT x UNIQUE USING INDEX i",
    given: "CREATE UNIQUE INDEX i ON p (id)",
    message: /not supported on partitioned tables/,
    since: 11,
  },
  // drop-index-not-concurrent
  {
    sql: "DROP INDEX CONCURRENTLY x",
    given: "CREATE INDEX x ON p (id)",
    message: /partitioned index "x" concurrently/,
    since: 11,
  },
  // detach-not-concurrent
  {
    sql: "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY",
    given: "CREATE TABLE rest PARTITION OF p DEFAULT",
    message: /concurrently when a default partition exists/,
    since: 14,
  },
  // foreign-key-not-valid
  {
    sql: "ALTER TABLE p ADD CONSTRAINT x FOREIGN KEY (id) REFERENCES u NOT VALID",
    message: /NOT VALID foreign key on partitioned table/,
    since: 11,
    until: 18,
  },
  // single-batch-then-required
  {
    sql: "ALTER TABLE t ALTER COLUMN x SET NOT NULL",
    given: "ALTER TABLE t ADD COLUMN x integer; UPDATE t SET x = 1 WHERE ctid IN (SELECT ctid FROM t LIMIT 1)",
    message: /contains null values/,
  },
  // refresh-not-concurrent
  { sql: "REFRESH MATERIALIZED VIEW CONCURRENTLY m", message: /cannot refresh materialized view .* concurrently/ },
];
