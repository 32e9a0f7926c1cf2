import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { askFirst } from "./ask-first.ts";
import { type Way, wayOf, withoutGuard } from "./guards.ts";
import { mayBeGoneTwice } from "./runs-twice.ts";
import { isTakenBack } from "./taken-back.ts";

const kinds = [
  "rename-table",
  "rename-column",
  "rename-constraint",
  "rename-index",
  "rename-view",
  "rename-type",
  "rename-sequence",
] as const;

/** The old name is gone at the second run. For a column `IF EXISTS` does not help: it asks for the table. */
export const renameNotGuarded = defineRule({
  id: "rename-not-guarded",
  on: kinds,
  section: "Idempotency",
  severity: "warning",
  summary: "Warn of renamings that fail when the migration runs a second time",
  whenToWaive: "When the tool's ledger is trusted to run each migration once.",
  mend: ["guards"],
  examples: {
    invalid: [
      "ALTER TABLE users RENAME TO people;",
      { title: "The guard is the table's", migration: "ALTER TABLE IF EXISTS users RENAME COLUMN name TO full_name;" },
    ],
    valid: [
      "ALTER TABLE IF EXISTS users RENAME TO people;",
      "ALTER INDEX IF EXISTS idx_users_email RENAME TO users_email_idx;",
      {
        title: "Asked for in a DO block",
        migration:
          "DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'name') THEN ALTER TABLE users RENAME COLUMN name TO full_name; END IF; END $$;",
      },
      {
        title: "The error of the second run is caught",
        migration:
          "DO $$ BEGIN ALTER TABLE users RENAME COLUMN name TO full_name; EXCEPTION WHEN undefined_column THEN NULL; END $$;",
      },
      {
        title: "The error is caught, and the table may be missing too",
        migration:
          "DO $$ BEGIN ALTER TABLE IF EXISTS users RENAME COLUMN name TO full_name; EXCEPTION WHEN undefined_column THEN NULL; END $$;",
      },
    ],
  },

  *check(operation, context, here) {
    const onlyTable = operation.guard === "if-exists" && isPart(operation);
    if (onlyTable ? isTakenBack(operation, context, here.migration) : mayBeGoneTwice(operation, context, here)) return;
    const from = nameOf(operation);
    const { product } = context.engine;
    const isAskable =
      operation.kind === "rename-table" || operation.kind === "rename-column" || operation.kind === "rename-index";
    const way: Way = isAskable ? wayOf(product, operation.kind) : "words";
    const asking = isAskable && way === "question" ? askFirst(operation) : "";
    const statement = operation.statement.text;
    const part = isPart(operation);
    yield { at: operation.at, subject: from, data: { from, to: operation.to, statement, part, way, product, asking } };
  },

  explain: ({ from, to, statement, part, way, product, asking }) => ({
    what: `Renaming ${code(from)} to ${code(to)} fails when this migration runs a second time.`,
    why: "The old name is gone by then, and a migration that stopped half-way cannot simply be run again.",
    fix:
      way === "none"
        ? withoutGuard(product, "a new name")
        : product === "mysql" || product === "mariadb"
          ? `Ask the catalog first:\n\n${fenced("sql", asking)}`
          : part
            ? `Look before you rename:\n\n${fenced("sql", `DO $$\nBEGIN\n    ${statement.replace(/;\s*$/, "")};\nEXCEPTION\n    WHEN undefined_column OR undefined_object THEN NULL;\nEND\n$$;`)}`
            : "Write `IF EXISTS` before the name.",
  }),
});

type Renaming = OperationOf<(typeof kinds)[number]>;

function isPart({ kind }: Renaming): boolean {
  return kind === "rename-column" || kind === "rename-constraint" || kind === "rename-type";
}

function nameOf(operation: Renaming): string {
  switch (operation.kind) {
    case "rename-table":
      return keyOf(operation.table);
    case "rename-column":
      return `${keyOf(operation.table)}.${operation.column}`;
    case "rename-constraint":
      return operation.constraint;
    case "rename-index":
      return keyOf(operation.index);
    case "rename-view":
      return keyOf(operation.view);
    case "rename-type":
      return keyOf(operation.type);
    case "rename-sequence":
      return keyOf(operation.sequence);
  }
}
