import { code } from "../../text/markdown.ts";
import { changedMigrations } from "../changed-migrations.ts";
import { defineRule } from "../define-rule.ts";
import { transactionFaults } from "./transaction-marks.ts";

const addPhone = "ALTER TABLE users ADD COLUMN phone text;";

/** What is not committed when the connection closes never happened. */
export const transactionLeftOpen = defineRule({
  id: "transaction-left-open",
  on: "pull-request",
  section: "Online-Safe Patterns",
  severity: "error",
  summary: "Require each BEGIN of a migration to be ended in the same file",
  dialects: ["postgresql"],
  whenToWaive: "When the next file, run on the same connection, is meant to end it.",
  mend: ["outside-transaction"],
  examples: {
    invalid: [
      `BEGIN;\n${addPhone}`,
      {
        title: "The second one",
        migration: `BEGIN;\n${addPhone}\nCOMMIT;\nBEGIN;\nUPDATE users SET phone = '' WHERE id = 1;`,
      },
    ],
    valid: [
      `BEGIN;\n${addPhone}\nCOMMIT;`,
      { title: "Another word for it", migration: `START TRANSACTION;\n${addPhone}\nEND;` },
      { title: "Only tried", migration: `BEGIN;\n${addPhone}\nROLLBACK;` },
      { title: "A block of PL/pgSQL", migration: `DO $$ BEGIN ${addPhone} END $$;` },
      { title: "A savepoint is none", migration: `BEGIN;\nSAVEPOINT a;\n${addPhone}\nCOMMIT;` },
      {
        title: "Within the tool's own transaction: transaction-nested speaks",
        head: { "migrations/00002_phone.sql": `-- +goose Up\nBEGIN;\n${addPhone}\n-- +goose Down\nSELECT 1;\n` },
      },
    ],
  },

  *check(context) {
    for (const applied of changedMigrations(context)) {
      for (const { kind, operation } of transactionFaults(applied)) {
        if (kind !== "left-open") continue;
        const { up } = applied.migration;
        const data = { statement: operation.statement.text };
        // A script of which nobody says who runs it may be ended by the next one.
        yield { at: operation.at, subject: up.path, certain: up.sentWhole === true, data };
      }
    }
  },

  explain: ({ statement }) => ({
    what: `The transaction of ${code(statement, 40)} is not ended in this file.`,
    why: "When the connection closes everything since is undone, while the tool notes the migration as done; if it stays open, its locks stay.",
    fix: `End the file with ${code("COMMIT;")}.`,
  }),
});
