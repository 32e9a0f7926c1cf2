import type { LockFormName } from "../../src/locks/postgresql/lock-forms.ts";

/** What holds a claim about a server against one. */
export type Proof = {
  /** Entries of the data, each held against PostgreSQL 10 to 18 by a case. */
  readonly forms?: readonly LockFormName[];
  /** The beginning of a statement of `refused-cases.ts`, which PostgreSQL 10 to 18 refuse. */
  readonly refused?: string;
  /** A file of tests, and words that stand in it. */
  readonly test?: readonly [file: string, words: string];
};

const ways = "test/locks/mysql-ways.test.ts";
const proofs = "test/locks/lock-proofs.ts";
const mysqlWays: Proof = { test: [ways, "is held against a server in every entry"] };

/** Where each rule of `online/` that claims something of a server is held against one. */
export const ruleProofs: Readonly<Record<string, readonly Proof[]>> = {
  "add-auto-increment": [{ forms: ["add column, numbered"] }],
  "add-required-column": [
    { refused: "ALTER TABLE t ADD COLUMN x integer NOT NULL" },
    { forms: ["add column, required"] },
  ],
  "alters-not-merged": [{ forms: ["add column", "set or drop default"] }, mysqlWays],
  "attach-without-check": [
    {
      forms: [
        "attach partition",
        "attach partition, lacking an index",
        "attach partition, lacking a foreign key",
        "attached, the partition",
        "attached, the partition without an index",
        "attached, the partition without a foreign key",
        "attach partition, default partition",
      ],
    },
  ],
  "change-type-rewrites": [
    { forms: ["change type, rewriting", "change type, rebuilding indexes", "change type, from an unknown one"] },
    { test: ["test/locks/type-rewrites.test.ts", "describe"] },
  ],
  "check-not-valid": [{ forms: ["add check", "add column, with check", "add check, not valid"] }],
  "concurrently-in-transaction": [
    { test: [proofs, "refuses: "] },
    { refused: "DO $$ BEGIN CREATE INDEX CONCURRENTLY" },
  ],
  "detach-not-concurrent": [
    { forms: ["detach partition", "detach partition concurrently"] },
    { refused: "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY" },
  ],
  "domain-with-check": [{ forms: ["domain constraint", "validate domain constraint"] }],
  "drop-index-not-concurrent": [
    { forms: ["drop index", "drop index concurrently"] },
    { refused: "DROP INDEX CONCURRENTLY x" },
  ],
  "enum-value-used-in-same-transaction": [{ test: [proofs, "unsafe use of new value"] }],
  "exclusion-constraint": [{ forms: ["add exclusion"] }],
  "foreign-key-not-valid": [
    { forms: ["add foreign key", "add foreign key, not valid", "add column, with foreign key and default"] },
    { refused: "ALTER TABLE p ADD CONSTRAINT x FOREIGN KEY (id) REFERENCES u NOT VALID" },
  ],
  "index-not-concurrent": [
    { forms: ["create index", "create index concurrently"] },
    { refused: "CREATE INDEX CONCURRENTLY x ON p (id)" },
  ],
  "mysql-charset-conversion": [mysqlWays],
  "mysql-column-reordered": [mysqlWays],
  "mysql-copy-algorithm": [mysqlWays],
  "mysql-enum-or-set-reordered": [mysqlWays],
  "mysql-lock-not-none": [mysqlWays],
  "primary-key-not-using-index": [{ forms: ["add primary key", "use index", "use index, over nullable columns"] }],
  "refresh-not-concurrent": [
    { forms: ["refresh", "refresh concurrently"] },
    { refused: "REFRESH MATERIALIZED VIEW CONCURRENTLY m" },
  ],
  "reindex-not-concurrent": [{ forms: ["reindex", "reindex concurrently"] }],
  "set-logged-or-access-method": [{ forms: ["set persistence", "set access method", "set tablespace"] }],
  "set-not-null-directly": [{ forms: ["set not null", "set not null, proved", "add not null"] }],
  "several-tables-locked": [{ forms: ["add column", "create trigger", "add foreign key"] }],
  "single-batch-then-required": [{ refused: "ALTER TABLE t ALTER COLUMN x SET NOT NULL" }],
  "stored-generated-column": [{ forms: ["add column, generated and stored", "set expression, stored"] }],
  "transaction-nested": [{ test: [proofs, "nests no transactions"] }],
  "trigger-added": [{ forms: ["create trigger"] }],
  "trigger-disabled": [{ forms: ["enable or disable trigger"] }],
  "unique-not-using-index": [
    { forms: ["add unique", "add column, with index", "use index"] },
    { refused: "ALTER TABLE p ADD CONSTRAINT x UNIQUE USING INDEX i" },
  ],
  "vacuum-full-or-cluster": [{ forms: ["cluster or vacuum full"] }],
  "validate-in-same-transaction": [{ forms: ["validate constraint", "validate foreign key, referenced"] }],
  "volatile-default": [
    {
      forms: [
        "add column, default for each row",
        "add column, default by an unknown function",
        "add column, default before 11",
      ],
    },
  ],
  "work-after-exclusive-lock": [{ forms: ["add column", "drop column", "set not null"] }],
};

/** Rules of `online/` that claim nothing of a server's locks or refusals, with what they go by instead. */
export const withoutClaim: Readonly<Record<string, string>> = {
  "dynamic-sql-unread": "says what could not be read here",
  "function-volatility-changed": "says what a declaration promises to the planner",
  "lock-timeout-missing": "asks for a setting before the locks that the data claims",
  "mysql-implicit-zero-fill": "says which value a column without a default gets, by MySQL's manual",
  "sqlite-table-rebuild": "says that the whole table is copied, which is what the statements do",
  "statement-timeout-missing": "asks for a setting",
  "transaction-left-open": "looks for the COMMIT that a BEGIN lacks",
  "unbatched-backfill": "counts the rows that one statement writes",
  "unique-over-present-rows": "says that present rows may be equal",
};
