import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { protectedShop } from "./example-shop.ts";
import { purgeAge } from "./purge-age.ts";
import { daysOf, retentionOf } from "./retention-of.ts";

/** A month has 30 days here and up to 31 elsewhere, a year 365 and 366: so much shorter is still the same period. */
const tolerance = 0.97;

/** A clean-up deletes what must be kept: rows that are younger than the contract's period. */
export const retentionContradicted = defineRule({
  id: "retention-contradicted",
  on: ["delete"],
  section: "Data Retention Policies",
  severity: "warning",
  summary: "Warn of migrations that delete rows before the contract's retention period is over",
  whenToWaive: "The rows are kept elsewhere already, or they were never meant to be stored.",
  mend: ["edit-contract"],
  examples: {
    base: protectedShop,
    invalid: [
      "DELETE FROM orders WHERE placed_at < now() - interval '30 days';",
      "DELETE FROM users WHERE created_at < CURRENT_DATE - INTERVAL '6 months' AND name IS NULL;",
    ],
    valid: [
      "DELETE FROM orders WHERE placed_at < now() - interval '7 years';",
      "DELETE FROM orders WHERE placed_at < now() - interval '84 months';",
      "DELETE FROM users WHERE created_at < now() - interval '3 years' AND name IS NULL;",
      { title: "One row by its key", migration: "DELETE FROM orders WHERE id = 7;" },
      { title: "Not by age", migration: "DELETE FROM orders WHERE status = 'new' AND total < 30;" },
      {
        title: "A table without a period",
        migration: "CREATE TABLE batch (at timestamp);\nDELETE FROM batch WHERE at < now() - interval '1 day';",
      },
      {
        title: "The period changes with it",
        migration: "DELETE FROM orders WHERE placed_at < now() - interval '30 days';",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["| orders | 7 years | Archive", "| orders | 30 days | Archive"]] },
      },
    ],
  },

  *check(operation, { head, evidence }) {
    const stated = head.database === undefined ? undefined : retentionOf(head.database, operation.table);
    const wanted = stated === undefined ? undefined : daysOf(stated.period);
    const age = wanted === undefined ? undefined : purgeAge(operation.statement.text, evidence.today);
    if (stated === undefined || wanted === undefined || age === undefined || age >= wanted * tolerance) return;
    const table = keyOf(operation.table);
    yield {
      at: operation.at,
      related: [stated.at],
      subject: table,
      data: { table, age: inWords(age), period: stated.period },
    };
  },

  explain: ({ table, age, period }) => ({
    what: `This deletes rows of ${code(table)} that are older than ${age}; the contract keeps them ${code(period)}.`,
    why: "Data that a law, an auditor or another module counts on is gone, and no rollback brings it back.",
    fix: "Delete only what is older than the contract's period. If the period is to be shorter, change its row in Data Retention Policies in the same pull request, so that who is responsible sees it.",
  }),
});

function inWords(days: number): string {
  if (days >= 730) return `${Math.round(days / 365)} years`;
  if (days >= 60) return `${Math.round(days / 30)} months`;
  return days >= 2 ? `${Math.round(days)} days` : `${Math.max(1, Math.round(days * 24))} hours`;
}
