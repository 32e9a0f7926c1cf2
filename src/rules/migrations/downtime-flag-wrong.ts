import type { Lock } from "../../model/lock.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { exampleBase } from "../example-base.ts";
import { isLargeTable } from "../table-size.ts";
import { withEntry } from "./example-entry.ts";
import { entriesWithMigrations, type NewMigration } from "./history-entries.ts";

const contract = "DATABASE_SCHEMA_CONTRACT.md";
const yes = ["**Downtime Required:** NO", "**Downtime Required:** YES"] as const;
const addIndex = "CREATE INDEX IF NOT EXISTS users_name ON users (name);";
const largeUsers = {
  [contract]: (exampleBase[contract] ?? "").replace("People with an account", "People with an account (~2M rows)"),
};

/** Whoever plans the release goes by this line. */
export const downtimeFlagWrong = defineRule({
  id: "downtime-flag-wrong",
  on: "pull-request",
  section: "Migration History",
  severity: "warning",
  summary: "Require Downtime Required in a Migration History entry to say whether readers or writers will wait",
  dialects: ["postgresql"],
  whenToWaive: "When the time was measured on data of the real size and nobody will notice; say how long it took.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "NO, and writers wait for an index on two million rows",
        base: largeUsers,
        migration: addIndex,
        edits: withEntry(),
      },
      {
        title: "YES, and nothing is locked",
        migration: "CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name ON users (name);",
        edits: withEntry(yes),
      },
    ],
    valid: [
      { title: "YES, and writers wait", base: largeUsers, migration: addIndex, edits: withEntry(yes) },
      {
        title: "NO, and nobody waits",
        base: largeUsers,
        migration: "CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name ON users (name);",
        edits: withEntry(),
      },
      {
        title: "NO, and an instant is no downtime",
        base: largeUsers,
        migration: "ALTER TABLE users ADD COLUMN IF NOT EXISTS phone text;",
        edits: withEntry(),
      },
      { title: "NO, on a table that nobody calls large", migration: addIndex, edits: withEntry() },
      {
        title: "YES for data, of which nobody can tell here how long it takes",
        migration: "UPDATE users SET email = lower(email);",
        edits: withEntry(yes),
      },
      {
        title: "YES with a statement that cannot be read",
        migration: "CREATE TABLE IF NOT EXISTS notes (id integer);\nALTER SOMETHING ODD;",
        edits: withEntry(yes),
      },
    ],
  },

  *check(context) {
    for (const { entry, migrations } of entriesWithMigrations(context)) {
      if (entry.downtime === undefined) continue;
      const locks = migrations.flatMap((migration) => waitedFor(migration, context));
      const long = locks.find((lock) => lock.work !== "instant" && isLargeTable(context, lock.table));
      if (entry.downtime.value ? locks.length > 0 || migrations.some(mayWaitUnseen) : long === undefined) continue;
      yield {
        at: entry.downtime.at,
        related: long === undefined ? [] : [long.operation.at],
        subject: entry.id,
        data: { id: entry.id, table: long?.table ?? "", stops: long?.stops ?? "", held: long?.held ?? "" },
        lock: long,
      };
    }
  },

  explain: ({ id, table, stops, held }) => ({
    what:
      table === ""
        ? `The Migration History entry ${code(id)} says **Downtime Required:** YES, but no statement stops reads or writes of a table in use.`
        : `The Migration History entry ${code(id)} says **Downtime Required:** NO, but ${stops} of ${code(table)}, a large table, are stopped: the lock is ${held}.`,
    why:
      table === ""
        ? "People make room for a downtime that is none, and the next one is not believed."
        : "The release is planned by this line, and the application will stand still when nobody expects it.",
    fix:
      table === ""
        ? `Write ${code("- **Downtime Required:** NO")}. If something that cannot be seen here needs it, say what under the Impact Assessment.`
        : `Change the migration so that nobody waits, or write ${code("- **Downtime Required:** YES")} and say for how long.`,
  }),
});

function waitedFor({ applied }: NewMigration, { locks }: RuleContext): readonly Lock[] {
  return applied.steps
    .flatMap(({ operation }) => locks.get(operation) ?? [])
    .filter(({ stops }) => stops === "writes" || stops === "reads and writes");
}

/** Changes of rows, and what could not be read, may take any time. */
function mayWaitUnseen({ applied, work }: NewMigration): boolean {
  return work.data || applied.migration.up.diagnostics.length > 0;
}
