import type { SchemaChange } from "../../src/model/change.ts";
import type { Reach } from "../../src/model/comparison.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Location } from "../../src/model/location.ts";
import type { Report } from "../../src/model/report.ts";

/** A place by path and line; renderers read no more of it. */
export function place(path: string, line = 1): Location {
  const at = { line, column: 1, offset: 0 };
  return { path, start: at, end: at };
}

export const noObjects = { added: [], dropped: [], renamed: [], changed: [] };

export const noChange: SchemaChange = {
  schemas: noObjects,
  tables: noObjects,
  views: noObjects,
  sequences: noObjects,
  enums: noObjects,
  types: noObjects,
  routines: noObjects,
  extensions: noObjects,
};

const contract = "docs/DATABASE_SCHEMA_CONTRACT.md";
const migration = "migrations/0007_trim_orders.sql";

/** A finding with the members that a test cares for. */
export function finding(members: Partial<Finding>): Finding {
  return {
    rule: "drop-column",
    severity: "error",
    section: "Non-Destructive Changes",
    at: place(migration, 3),
    related: [],
    what: "`orders.email` is dropped, and the contract still promises it.",
    why: "Known readers: 3. Each fails as soon as this migration runs.",
    howToFix: "Mark `orders.email` deprecated in the contract first; drop it a release later.",
    fix: undefined,
    lock: undefined,
    fingerprint: "f00d",
    subject: "orders.email",
    facts: { name: "orders.email", readers: 3 },
    ...members,
  };
}

function reach(
  kind: Reach["kind"],
  name: string,
  via: readonly [Reach["kind"], string][],
  effect: Reach["effect"],
): Reach {
  return {
    kind,
    name,
    effect,
    because: "reads `orders.email`",
    at: place("SQL_CONTRACT.json", 40),
    via: via.map(([kind, name]) => ({ kind, name, at: undefined })),
    entry: "unchanged",
  };
}

const column = { type: "text", nullable: true, default: undefined, generated: undefined, identity: undefined };

/** A pull request that drops a column which three readers still read. */
export const sampleReport: Report = {
  reportVersion: 1,
  tool: { name: "schema-warden", version: "0.1.0" },
  verdict: "failure",
  headline:
    "2 errors and 1 warning: 1 breaking change for 2 queries, 1 endpoint and 1 module; the database contract is not updated.",
  base: { ref: "main", commit: "4f2a9c1b7d3e5f60718293a4b5c6d7e8f9012345" },
  head: { ref: "trim-orders", commit: "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567" },
  dialect: "postgresql",
  baseSchemaFrom: "contract",
  counts: { error: 2, warning: 1, info: 1 },
  contracts: [
    {
      contract: "database",
      path: contract,
      state: "not updated",
      baseVersion: "2.3.0",
      headVersion: "2.3.0",
      findings: 1,
    },
    {
      contract: "sql",
      path: "SQL_CONTRACT.json",
      state: "up to date",
      baseVersion: "1.4.0",
      headVersion: "1.5.0",
      findings: 0,
    },
    {
      contract: "api",
      path: undefined,
      state: "not needed",
      baseVersion: undefined,
      headVersion: undefined,
      findings: 0,
    },
  ],
  migrations: [
    {
      id: "0007",
      title: "trim_orders",
      tool: "plain",
      files: [migration, "migrations/0007_trim_orders.down.sql"],
      status: "added",
      statements: 2,
      operations: 3,
      breaking: true,
    },
  ],
  schemaChange: {
    ...noChange,
    tables: {
      ...noObjects,
      added: [
        {
          name: "order_notes",
          columns: [
            { ...column, name: "id", type: "bigint", nullable: false, identity: "always" },
            { ...column, name: "note" },
          ],
          constraints: [{ name: "order_notes_pkey", definition: "PRIMARY KEY (id)" }],
          indexes: [],
          triggers: [],
          policies: [],
          attributes: [],
        },
      ],
      changed: [
        {
          name: "orders",
          columns: {
            added: [],
            dropped: [{ ...column, name: "email" }],
            renamed: [{ from: "sum", to: "total" }],
            changed: [{ name: "state", changes: [{ attribute: "type", from: "character varying(20)", to: "text" }] }],
          },
          constraints: noObjects,
          indexes: {
            ...noObjects,
            added: [{ name: "orders_state", definition: "CREATE INDEX orders_state ON orders (state)" }],
          },
          triggers: noObjects,
          policies: noObjects,
          changes: [],
        },
      ],
    },
    enums: {
      ...noObjects,
      changed: [{ name: "order_state", added: ["refunded"], dropped: [], renamed: [], reordered: false }],
    },
  },
  impacts: [
    {
      change: "drops column `orders.email`",
      at: place(migration, 3),
      breaking: true,
      because: "2 queries read it",
      reaches: [
        reach("query", "list_orders", [["query", "list_orders"]], "breaks"),
        reach("query", "find_order_by_email", [["query", "find_order_by_email"]], "breaks"),
        reach(
          "endpoint",
          "GET /orders",
          [
            ["query", "list_orders"],
            ["endpoint", "GET /orders"],
          ],
          "breaks",
        ),
        reach(
          "module",
          "checkout",
          [
            ["query", "list_orders"],
            ["endpoint", "GET /orders"],
            ["module", "checkout"],
          ],
          "breaks",
        ),
        reach("view", "open_orders", [["view", "open_orders"]], "touches"),
      ],
    },
  ],
  heaviestLock: {
    table: "orders",
    mode: "ACCESS EXCLUSIVE",
    held: "held while the table is rewritten",
    stops: "reads and writes",
    work: "rewrite",
    at: place(migration, 5),
  },
  checklist: [
    {
      text: "All dependent modules identified",
      id: "modules-identified",
      state: "refuted",
      reason: "The migration entry leaves out `checkout`.",
    },
    {
      text: "Migration script created and tested",
      id: "migration-script",
      state: "left to a person",
      reason: "1 migration is here: `0007`. The rest only a person can confirm.",
    },
    {
      text: "Rollback script prepared",
      id: "rollback",
      state: "proved",
      reason: "Each migration has a script that undoes it.",
    },
  ],
  findings: [
    finding({ related: [place(contract, 120)] }),
    finding({
      rule: "column-undocumented",
      section: "Tables",
      at: place(contract, 118),
      what: "Column `orders.total` is missing from the contract.",
      why: "Readers look for it here.",
      howToFix:
        "Add this row to **Columns**:\n\n```markdown\n| total | NUMERIC(10,2) | NO | - | | Sum of the order |\n```",
      fix: {
        title: "Document `orders.total`",
        edits: [{ at: place(contract, 118), text: "| total | NUMERIC(10,2) | NO | - | | |\n" }],
      },
    }),
    finding({
      rule: "drop-cascade",
      severity: "warning",
      what: "`CASCADE` takes along whatever depends on it.",
      lock: {
        table: "orders",
        mode: "ACCESS EXCLUSIVE",
        held: "held until the transaction ends",
        stops: "reads and writes",
        work: "instant",
      },
      at: place(migration, 4),
    }),
    finding({
      rule: "contract-drift",
      severity: "info",
      what: "3 differences were there before.",
      at: place(contract, 1),
    }),
  ],
  waivers: [
    {
      rules: ["lock-timeout-missing"],
      reason: "the migration tool sets it for every session",
      at: place(migration, 2),
      scope: "file",
      setAside: [
        finding({
          rule: "lock-timeout-missing",
          severity: "warning",
          section: "Online-Safe Patterns",
          what: "`orders` is locked, and no `lock_timeout` is set before.",
          at: place(migration, 3),
          fingerprint: "beef",
        }),
      ],
    },
  ],
  diagnostics: [
    {
      kind: "unread-statement",
      at: place(migration, 9),
      message: "Syntax error at or near `SELEC`: the statement was not read.",
    },
  ],
  notes: [],
  drift: 3,
  schemaFingerprint: "a".repeat(64),
};
