import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { newTables } from "../new-tables.ts";
import { protectedShop, withRow } from "./example-shop.ts";
import { retentionOf } from "./retention-of.ts";

const logins = "CREATE TABLE logins (id integer PRIMARY KEY, user_id integer, at timestamp);";

/** Where the contract states how long data is kept, nobody has decided it for a new table until its row is there. */
export const retentionMissing = defineRule({
  id: "retention-missing",
  on: "pull-request",
  section: "Data Retention Policies",
  severity: "warning",
  summary: "Warn of new tables that Data Retention Policies does not list",
  whenToWaive: "The table holds settings or codes, which no law and no person asks to have deleted.",
  mend: ["edit-contract"],
  examples: {
    base: protectedShop,
    invalid: [logins, "CREATE TABLE billing.invoices (id integer PRIMARY KEY);"],
    valid: [
      { title: "The row is there", migration: logins, edits: withRow("retention", "| logins | 90 days | None | |") },
      {
        title: "Kept for ever is an answer too",
        migration: logins,
        edits: withRow("retention", "| `logins` | Indefinitely | | |"),
      },
      {
        title: "A row for the rest",
        migration: logins,
        edits: withRow("retention", "| All other tables | 1 year | | |"),
      },
      "CREATE TEMPORARY TABLE batch (id integer);",
      "CREATE TABLE IF NOT EXISTS orders (id integer);",
      {
        title: "The contract keeps no such table",
        base: { "DATABASE_SCHEMA_CONTRACT.md": "# Contract\n" },
        migration: logins,
      },
    ],
  },

  *check(context) {
    const contract = context.head.database;
    const last = contract?.retention.at(-1);
    if (contract === undefined || last === undefined) return;
    for (const { table, key, operation } of newTables(context)) {
      if (retentionOf(contract, table.name) !== undefined) continue;
      yield { at: operation.at, related: [last.at], subject: key, data: { table: key, contract: contract.path } };
    }
  },

  explain: ({ table, contract }) => ({
    what: `The table ${code(table)} is new, and Data Retention Policies does not say how long its rows are kept.`,
    why: "What has no period is kept for ever by accident, or deleted by the first clean-up that comes along.",
    fix: `Add its row to ${code(contract)}:\n\n${fenced("markdown", `| ${table} | … | … | … |`)}`,
  }),
});
