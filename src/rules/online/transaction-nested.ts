import { code } from "../../text/markdown.ts";
import { changedMigrations } from "../changed-migrations.ts";
import { defineRule } from "../define-rule.ts";
import { transactionFaults } from "./transaction-marks.ts";

const addPhone = "ALTER TABLE users ADD COLUMN phone text;";
/** A migration of goose, which runs each in a transaction of its own. */
const goose = (up: string) => ({ "migrations/00002_phone.sql": `-- +goose Up\n${up}\n-- +goose Down\nSELECT 1;\n` });

/** PostgreSQL has no transactions in transactions: the inner BEGIN does nothing, and the inner COMMIT ends the outer one. */
export const transactionNested = defineRule({
  id: "transaction-nested",
  on: "pull-request",
  section: "Online-Safe Patterns",
  severity: "error",
  summary: "Disallow BEGIN within a transaction, and COMMIT of one that the script did not begin",
  dialects: ["postgresql"],
  whenToWaive: "When the tool is set up to run this file without a transaction in a way that cannot be seen here.",
  mend: ["outside-transaction"],
  examples: {
    invalid: [
      `BEGIN;\nBEGIN;\n${addPhone}\nCOMMIT;`,
      { title: "Within the tool's own transaction", head: goose(`BEGIN;\n${addPhone}\nCOMMIT;`) },
      {
        title: "The tool's own transaction is ended",
        head: goose(`${addPhone}\nCOMMIT;\nUPDATE users SET phone = '';`),
      },
      { title: "Ended once more than begun", migration: `BEGIN;\n${addPhone}\nCOMMIT;\nCOMMIT;` },
    ],
    valid: [
      `BEGIN;\n${addPhone}\nCOMMIT;`,
      `BEGIN;\n${addPhone}\nCOMMIT;\nSTART TRANSACTION;\nUPDATE users SET phone = '' WHERE id = 1;\nCOMMIT;`,
      { title: "A savepoint", migration: `BEGIN;\nSAVEPOINT a;\n${addPhone}\nRELEASE a;\nCOMMIT;` },
      {
        title: "The tool was told to begin none",
        head: goose(`-- +goose NO TRANSACTION\nBEGIN;\n${addPhone}\nCOMMIT;`),
      },
      { title: "Undone and tried again", migration: `BEGIN;\nROLLBACK;\nBEGIN;\n${addPhone}\nCOMMIT;` },
      { title: "One after the other", migration: `BEGIN;\n${addPhone}\nCOMMIT AND CHAIN;\nSELECT 1;\nCOMMIT;` },
      { title: "A block of PL/pgSQL", head: goose("DO $$ BEGIN PERFORM 1; END $$;") },
      { title: "What a tool sends as one message has no transaction yet", migration: `${addPhone}\nBEGIN;\nCOMMIT;` },
    ],
  },

  *check(context) {
    for (const applied of changedMigrations(context)) {
      // Where a transaction of the script stands within the tool's, its COMMIT follows from its BEGIN.
      const fault = transactionFaults(applied).find(({ kind }) => kind !== "left-open");
      if (fault === undefined || fault.kind === "left-open") continue;
      const { operation } = fault;
      const outer = fault.kind === "nested" ? fault.outer : undefined;
      yield {
        at: operation.at,
        related: outer === undefined ? [] : [outer.at],
        subject: applied.migration.up.path,
        data: {
          statement: operation.statement.text,
          tool: applied.migration.tool,
          line: outer?.at.start.line ?? 0,
          fault: fault.kind,
        },
      };
    }
  },

  explain: ({ statement, tool, line, fault }) => ({
    what:
      fault === "never-begun"
        ? `${code(statement, 40)} ends no transaction of this file: none is open.`
        : fault === "ends-tools"
          ? `${code(statement, 40)} ends the transaction that ${code(tool)} began.`
          : line > 0
            ? `${code(statement, 40)} stands within the transaction that line ${line} began.`
            : `${code(statement, 40)} stands within the transaction that ${code(tool)} began.`,
    why:
      fault === "never-begun"
        ? "Where the tool began a transaction, it is that one which ends here, and what follows is kept even when the migration fails; elsewhere the server answers with a warning alone."
        : "PostgreSQL nests no transactions: the first COMMIT ends the outer one, and what follows it is kept even when the migration fails.",
    fix:
      line > 0
        ? `Take one ${code("BEGIN")} away, or use ${code("SAVEPOINT")}.`
        : fault === "never-begun"
          ? `Take it away, or put ${code("BEGIN;")} where the transaction is to start.`
          : `Take it away, with the ${code("BEGIN")} or ${code("COMMIT")} that belongs to it: ${code(tool)} opens and ends the transaction. If the script must have its own, tell ${code(tool)} to run it without one.`,
  }),
});
