import { keyOf } from "../../model/name.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";
import { askFirst } from "./ask-first.ts";
import { wayOf, withoutGuard } from "./guards.ts";
import { mayBeMadeTwice } from "./runs-twice.ts";

/** `ALTER TABLE IF EXISTS` asks for the table and not for the column. */
export const addColumnNotGuarded = defineRule({
  id: "add-column-not-guarded",
  on: ["add-column"],
  section: "Idempotency",
  severity: "error",
  summary: "Disallow adding a column that the second run of the migration would find already there",
  whenToWaive:
    "When the tool's ledger is trusted to run each migration once; `idempotency.ledgerSuffices: true` in the configuration says so once, in place of many waivers.",
  mend: ["guards"],
  examples: {
    invalid: [
      "ALTER TABLE users ADD COLUMN phone text;",
      { title: "The guard is the table's", migration: "ALTER TABLE IF EXISTS users ADD COLUMN phone text;" },
    ],
    valid: [
      "ALTER TABLE users ADD COLUMN IF NOT EXISTS phone text;",
      {
        title: "The table may be missing, too",
        migration: "ALTER TABLE IF EXISTS users ADD COLUMN IF NOT EXISTS phone text;",
      },
      {
        title: "Dropped first",
        migration: "ALTER TABLE users DROP COLUMN IF EXISTS phone;\nALTER TABLE users ADD COLUMN phone text;",
      },
      {
        title: "The error of the second run is caught",
        migration:
          "DO $$ BEGIN ALTER TABLE users ADD COLUMN phone text; EXCEPTION WHEN duplicate_column THEN NULL; END $$;",
      },
    ],
  },

  *check(operation, context, here) {
    if (mayBeMadeTwice(operation, context, here)) return;
    const { column } = operation;
    const table = keyOf(operation.table);
    const { product, dialect } = context.engine;
    yield {
      at: operation.at,
      subject: `${table}.${column}`,
      data: {
        table,
        column,
        product,
        asking: askFirst(operation),
        guarded: `ALTER TABLE ${sqlQualifiedName(operation.table, dialect)} ADD COLUMN IF NOT EXISTS ${sqlName(column, dialect)} …`,
      },
    };
  },

  explain: ({ table, column, product, asking, guarded }) => ({
    what: `Adding the column ${code(`${table}.${column}`)} fails when this migration runs a second time.`,
    why: "A migration that stopped half-way is run again from its top; one that can be run twice needs no repair by hand first.",
    fix:
      wayOf(product, "add-column") === "question"
        ? `MySQL has no \`IF NOT EXISTS\` for columns; ask the catalog first:\n\n${fenced("sql", asking)}`
        : wayOf(product, "add-column") === "none"
          ? withoutGuard(product, "columns")
          : `Write ${code(guarded, 200)}.`,
  }),
});
