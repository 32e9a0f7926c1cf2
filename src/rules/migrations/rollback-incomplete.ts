import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { leftovers } from "./leftovers.ts";
import { startOfMigration } from "./start-of-migration.ts";

const up =
  "ALTER TABLE users ADD COLUMN phone text;\nCREATE INDEX idx_users_phone ON users (phone);\nCREATE TABLE coupons (code text PRIMARY KEY);\n";
const pair = (text: string, down: string) => ({
  head: { "migrations/0002_phone.up.sql": text, "migrations/0002_phone.down.sql": down },
});

/** A rollback that leaves something behind makes the next attempt fail, or a database that nobody has described. */
export const rollbackIncomplete = defineRule({
  id: "rollback-incomplete",
  on: "pull-request",
  section: "Breaking Change Protocol",
  severity: "error",
  summary: "Require a down script to undo everything that its up script does",
  whenToWaive: "When undoing that part would do more harm than leaving it; say what stays behind.",
  mend: ["rollback"],
  examples: {
    invalid: [
      { title: "A table is forgotten", ...pair(up, "ALTER TABLE users DROP COLUMN phone;\n") },
      { title: "A type is not put back", ...pair("ALTER TABLE users ALTER COLUMN email TYPE text;\n", "SELECT 1;\n") },
    ],
    valid: [
      { title: "All of it", ...pair(up, "DROP TABLE coupons;\nALTER TABLE users DROP COLUMN phone;\n") },
      {
        title: "Put back in other words",
        ...pair(
          "ALTER TABLE users ALTER COLUMN email DROP NOT NULL;",
          "ALTER TABLE ONLY public.users ALTER email SET NOT NULL;",
        ),
      },
      {
        title: "An enum's new value cannot be taken back",
        ...pair("ALTER TYPE order_status ADD VALUE 'lost';", "SELECT 1;"),
      },
      {
        title: "Extensions may stay",
        ...pair("CREATE EXTENSION IF NOT EXISTS citext;\nCREATE TABLE c (id integer);", "DROP TABLE c;"),
      },
      {
        title: "The contract has the table before it is made",
        ...pair("CREATE TABLE users (id integer PRIMARY KEY, email varchar(255) NOT NULL);", "DROP TABLE users;"),
      },
      { title: "No down script: rollback-missing speaks", migration: up },
    ],
  },

  *check({ comparison }) {
    for (const { migration, status, leftByUndoing } of comparison.migrations) {
      const { down } = migration;
      if (status === "removed" || leftByUndoing === undefined || down === undefined || down.blank) continue;
      if (down.diagnostics.length + migration.up.diagnostics.length > 0) continue;
      const left = leftovers(leftByUndoing);
      if (left.length === 0) continue;
      const at = down.statements[0]?.at ?? startOfMigration(migration);
      yield {
        at,
        related: [startOfMigration(migration)],
        subject: down.path,
        data: { path: down.path, names: left.map(({ name }) => name), words: left.map(({ words }) => words) },
      };
    }
  },

  explain: ({ path, names, words }) => ({
    what: `Undoing by ${code(path)} leaves ${names.length === 1 ? "something" : `${names.length} things`} behind: ${list(names, words)}.`,
    why: "After a rollback the database is neither the old nor the new one, and running the migration again may fail.",
    fix: `Add to ${code(path)} what undoes ${codeList(names)}, in the opposite order of the up script.`,
  }),
});

function list(names: readonly string[], words: readonly string[]): string {
  const shown = names.slice(0, 5).map((name, index) => `${code(name)} ${words[index] ?? ""}`);
  return shown.join(", ") + (names.length > 5 ? ` and ${names.length - 5} more` : "");
}
