import type { Comparison, Step } from "../../model/comparison.ts";
import { keyOf, type QualifiedName, sameName } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { Query } from "../../model/schema.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { withEntry } from "./example-entry.ts";
import { newMigrations } from "./history-entries.ts";

/** Undoing makes the column or table again, and leaves it empty: what was in it is gone unless somebody kept it. */
export const rollbackLosesData = defineRule({
  id: "rollback-loses-data",
  on: ["drop-table", "drop-column", "truncate"],
  section: "Breaking Change Protocol",
  severity: "warning",
  summary: "Warn of migrations whose undoing cannot bring back the data that was there",
  examples: {
    invalid: ["DROP TABLE orders CASCADE;", "ALTER TABLE users DROP COLUMN name;"],
    valid: [
      {
        title: "The plan says where the data is kept",
        migration: "ALTER TABLE users DROP COLUMN name;",
        edits: withEntry(["```sql\nSELECT 1;\n```", "Restore the column from the backup of the same night."]),
      },
      {
        title: "A copy is made first",
        migration: "CREATE TABLE orders_2026 AS SELECT * FROM orders;\nDROP TABLE orders CASCADE;",
      },
      {
        title: "It was made in this pull request",
        migration: "CREATE TABLE scratch (id integer);\nDROP TABLE scratch;",
      },
      { title: "Deprecated, so that nobody needs it", migration: "ALTER TABLE users DROP COLUMN nickname;" },
      { title: "Nothing was there", migration: "DROP TABLE IF EXISTS scratch;" },
    ],
  },

  *check(operation, context, { step, migration }) {
    const mayBeNothing =
      step.effect === "no-effect" || (step.effect === "unknown-target" && operation.guard !== undefined);
    if (mayBeNothing || migration.status !== "added") return;
    if (isKept(context, migration.migration.up.path) || isCopied(operation, context, step)) return;
    for (const name of lostBy(operation, context, step)) {
      yield { at: operation.at, subject: name, data: { name, path: migration.migration.up.path } };
    }
  },

  explain: ({ name, path }) => ({
    what: `${code(path)} throws away the data of ${code(name)}, and no rollback brings it back.`,
    why: "A down script can make the column or table again, but it will be empty.",
    fix: "Copy the data to another table first, or say in the Rollback Plan which backup it is restored from.",
  }),
});

type Losing = OperationOf<"drop-table" | "drop-column" | "truncate">;

function tablesOf(operation: Losing): readonly QualifiedName[] {
  return operation.kind === "truncate" ? operation.tables : [operation.table];
}

function lostBy(operation: Losing, { base, comparison }: RuleContext, { before }: Step): readonly string[] {
  return tablesOf(operation).flatMap((table) => {
    const key = keyOf(table);
    const known = before.tables.get(key);
    if (isMadeHere(comparison, table) || known?.persistence === "temporary") return [];
    const promise = base.database?.tables.get(key);
    if (operation.kind !== "drop-column") return promise?.deprecated === undefined ? [key] : [];
    const column = promise?.columns?.find(({ name }) => name === operation.column);
    const wasThere = comparison.base.tables.get(key)?.columns.some(({ name }) => name === operation.column) ?? true;
    return column?.deprecated === undefined && promise?.deprecated === undefined && wasThere
      ? [`${key}.${operation.column}`]
      : [];
  });
}

function isMadeHere({ steps }: Comparison, table: QualifiedName): boolean {
  return steps.some(
    ({ operation, effect }) =>
      operation.kind === "create-table" && effect === "applied" && sameName(operation.table, table),
  );
}

/** The migration's Rollback Plan says where the data is. */
function isKept(context: RuleContext, path: string): boolean {
  const entries = newMigrations(context).find(({ applied }) => applied.migration.up.path === path)?.entries ?? [];
  return entries.some(({ rollbackPlan }) =>
    /backup|back-up|restore|archiv|dump|snapshot|copy|copied|point-in-time|pitr/i.test(rollbackPlan?.value ?? ""),
  );
}

/** An earlier statement of the pull request read the table into another one. */
function isCopied(operation: Losing, { comparison }: RuleContext, { operation: here }: Step): boolean {
  const earlier = comparison.steps.slice(
    0,
    comparison.steps.findIndex((step) => step.operation === here),
  );
  const copies = earlier.flatMap(({ operation: other }): readonly Query[] => {
    if (other.kind === "create-table") return other.as === undefined ? [] : [other.as];
    return other.kind === "insert" || other.kind === "update" || other.kind === "merge" ? [other.query] : [];
  });
  return tablesOf(operation).every((table) =>
    copies.some(({ tables }) => tables.some((use) => use.access === "read" && sameName(use.table, table))),
  );
}
