import type { Product } from "../../model/engine.ts";

/** What is made, taken away or renamed, as far as servers differ in how its second run can be made to pass. */
export type Change =
  | "add-column"
  | "drop-column"
  | "rename-column"
  | "create-index"
  | "drop-index"
  | "rename-index"
  | "add-constraint"
  | "drop-constraint"
  | "rename-table"
  | "create-view"
  | "create-routine"
  | "create-trigger";

/**
 * How: words of the statement (`IF NOT EXISTS`, `IF EXISTS`), `OR REPLACE`, dropping it first, a question to the catalog that the statement
 * is run by; or none at all, where only the tool's ledger tells.
 */
export type Way = "words" | "replace" | "drop-first" | "question" | "none";

type Ways = Readonly<Record<Change, Way>>;

/** https://www.postgresql.org/docs/current/sql-altertable.html, sql-createindex, sql-createview, sql-createfunction, sql-createtrigger */
const postgresql: Ways = {
  "add-column": "words",
  "drop-column": "words",
  "rename-column": "question",
  "create-index": "words",
  "drop-index": "words",
  "rename-index": "words",
  "add-constraint": "drop-first",
  "drop-constraint": "words",
  "rename-table": "words",
  "create-view": "replace",
  "create-routine": "replace",
  "create-trigger": "replace",
};

/** https://dev.mysql.com/doc/refman/8.0/en/alter-table.html, create-index, drop-index, rename-table, create-view, create-procedure, drop-trigger */
const mysql: Ways = {
  "add-column": "question",
  "drop-column": "question",
  "rename-column": "question",
  "create-index": "question",
  "drop-index": "question",
  "rename-index": "question",
  "add-constraint": "question",
  "drop-constraint": "question",
  "rename-table": "question",
  "create-view": "replace",
  "create-routine": "drop-first",
  "create-trigger": "drop-first",
};

/** https://mariadb.com/kb/en/alter-table/, create-index, drop-index, create-function, create-trigger */
const mariadb: Ways = {
  ...mysql,
  "add-column": "words",
  "drop-column": "words",
  "create-index": "words",
  "drop-index": "words",
  "create-routine": "replace",
  "create-trigger": "replace",
};

/** https://www.sqlite.org/lang_altertable.html, lang_createindex, lang_createview, lang_createtrigger */
const sqlite: Ways = {
  "add-column": "none",
  "drop-column": "none",
  "rename-column": "none",
  "create-index": "words",
  "drop-index": "words",
  "rename-index": "none",
  "add-constraint": "none",
  "drop-constraint": "none",
  "rename-table": "none",
  "create-view": "words",
  "create-routine": "none",
  "create-trigger": "words",
};

const ways: Readonly<Record<Product, Ways>> = {
  postgresql,
  cockroachdb: postgresql,
  mysql,
  mariadb,
  sqlite,
  sqlserver: postgresql,
};

/** How a server lets the second run of a change pass. */
export function wayOf(product: Product, change: Change): Way {
  return ways[product][change];
}

const titles: Readonly<Record<Product, string>> = {
  postgresql: "PostgreSQL",
  cockroachdb: "CockroachDB",
  mysql: "MySQL",
  mariadb: "MariaDB",
  sqlite: "SQLite",
  sqlserver: "SQL Server",
};

/** What to do where the server has no guard: it keeps what ran apart from what did not, or nobody does. */
export function withoutGuard(product: Product, what: string): string {
  return (
    `${titles[product]} has no guard for ${what}. Leave the statement alone in a migration of its own, so that nothing before it is repeated, ` +
    "and let the tool's ledger tell that it ran: with `ledgerSuffices: true` under `idempotency` in the configuration this is no longer asked for."
  );
}

const rows: Readonly<Record<Product, string>> = {
  postgresql: "End the statement with `ON CONFLICT (…) DO NOTHING`",
  cockroachdb: "End the statement with `ON CONFLICT (…) DO NOTHING`, or write `UPSERT`",
  mysql: "Write `INSERT IGNORE INTO …`, or end the statement with `ON DUPLICATE KEY UPDATE …`",
  mariadb: "Write `INSERT IGNORE INTO …`, or end the statement with `ON DUPLICATE KEY UPDATE …`",
  sqlite: "End the statement with `ON CONFLICT DO NOTHING`, or write `INSERT OR IGNORE INTO …`",
  sqlserver: "Insert with `MERGE`",
};

/** How rows that are there already are left alone: the beginning of a sentence. */
export function rowsKept(product: Product): string {
  return rows[product];
}

/** How a statement that may fail is run only where it does not: a sentence, and the first letter of the next. */
export function lookedAtFirst(product: Product): string {
  if (product === "sqlite") return "SQLite cannot ask before it runs a statement. W";
  if (product === "mysql" || product === "mariadb")
    return "Ask `information_schema` first, and run the statement as text by the answer (`SET @guarded = IF(…)`, `PREPARE`, `EXECUTE`); w";
  return "Ask the catalog first in a `DO` block, or let the block catch the error of the second run; w";
}
