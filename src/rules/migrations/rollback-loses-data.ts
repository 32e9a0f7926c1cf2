import type { Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { Operation, OperationOf } from "../../model/operation.ts";
import type { Query } from "../../model/schema.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { withEntry } from "./example-entry.ts";
import { pathsWithBackup } from "./paths-with-backup.ts";

/** Undoing makes the column or table again, and leaves it empty: what was in it is gone unless somebody kept it. */
export const rollbackLosesData = defineRule({
  id: "rollback-loses-data",
  on: "pull-request",
  section: "Breaking Change Protocol",
  severity: "warning",
  summary: "Warn of migrations whose undoing cannot bring back the data that was there",
  whenToWaive: "When the data is kept elsewhere, such as in a backup that the reason names.",
  mend: ["rollback", "expand-and-contract"],
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

  *check(context) {
    const seen: Seen = { made: new Set(), copied: new Set() };
    const kept = pathsWithBackup(context);
    for (const { migration, status, steps } of context.comparison.migrations) {
      for (const step of steps) {
        const { operation } = step;
        note(step, seen);
        if (!isLosing(operation) || isNothing(step) || status !== "added" || kept.has(migration.up.path)) continue;
        for (const name of lostBy(operation, context, step, seen)) {
          yield { at: operation.at, subject: name, data: { name, path: migration.up.path } };
        }
      }
    }
  },

  explain: ({ name, path }) => ({
    what: `${code(path)} throws away the data of ${code(name)}, and no rollback brings it back.`,
    why: "A down script can make the column or table again, but it will be empty.",
    fix: "Copy the data to another table first, or say in the Rollback Plan which backup it is restored from.",
  }),
});

type Losing = OperationOf<"drop-table" | "drop-column" | "truncate">;

/** Tables that earlier statements of the pull request made, and those that they read into another table. */
type Seen = { readonly made: Set<string>; readonly copied: Set<string> };

function isLosing(operation: Operation): operation is Losing {
  return operation.kind === "drop-table" || operation.kind === "drop-column" || operation.kind === "truncate";
}

/** Its guard was satisfied, or it may well be when nobody knows the object. */
function isNothing({ effect, operation }: Step): boolean {
  return effect === "no-effect" || (effect === "unknown-target" && operation.guard !== undefined);
}

function note({ operation, effect }: Step, { made, copied }: Seen): void {
  if (operation.kind === "create-table" && effect === "applied") made.add(keyOf(operation.table));
  for (const { table, access } of copyingQuery(operation)?.tables ?? [])
    if (access === "read") copied.add(keyOf(table));
}

function copyingQuery(operation: Operation): Query | undefined {
  if (operation.kind === "create-table") return operation.as;
  return operation.kind === "insert" || operation.kind === "update" || operation.kind === "merge"
    ? operation.query
    : undefined;
}

function lostBy(operation: Losing, { base, comparison }: RuleContext, { before }: Step, seen: Seen): readonly string[] {
  const tables = operation.kind === "truncate" ? operation.tables : [operation.table];
  return tables.flatMap((table) => {
    const key = keyOf(table);
    const isTemporary = before.tables.get(key)?.persistence === "temporary";
    if (seen.made.has(key) || seen.copied.has(key) || isTemporary) return [];
    const promise = base.database?.tables.get(key);
    if (promise?.deprecated !== undefined) return [];
    if (operation.kind !== "drop-column") return [key];
    const isDeprecated = promise?.columns?.some(({ name, deprecated }) => name === operation.column && deprecated);
    const wasThere = comparison.base.tables.get(key)?.columns.some(({ name }) => name === operation.column) ?? true;
    return isDeprecated || !wasThere ? [] : [`${key}.${operation.column}`];
  });
}
