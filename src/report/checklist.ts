import type { ChecklistBox } from "../model/report.ts";
import { meaningOf } from "./checklist/box-meaning.ts";
import { factsOf } from "./checklist/checklist-facts.ts";
import { judgeBox } from "./checklist/judge-box.ts";
import type { ReportInput } from "./report-input.ts";
import { schemaChangeSize } from "./schema-change-size.ts";

/** The boxes of the Breaking Change Checklist as the template of the database contract has them. */
const templateBoxes: readonly string[] = [
  "All dependent modules identified",
  "Migration script created and tested",
  "Rollback script prepared",
  "This contract updated with new schema",
  "SQL Contract updated with affected queries",
  "API Contract reviewed for endpoint impacts",
  "Team notified of breaking changes",
  "Documentation updated",
];

/** More boxes than anyone would tick; what a document of a thousand boxes says beyond is not a checklist. */
const mostBoxes = 50;

/**
 * The Breaking Change Checklist, each box judged: the base contract's own (no pull request words its own judge), else the
 * head's, else the template's. Empty where the pull request changes no schema.
 */
export function judgeChecklist(report: ReportInput): ChecklistBox[] {
  const { contracts, comparison } = report;
  if (comparison.migrations.length === 0 && schemaChangeSize(comparison.schemaChange) === 0) return [];
  const lists = [contracts.base.database?.checklist, contracts.head.database?.checklist];
  const own = lists.find((items) => items !== undefined && items.length > 0);
  const texts = own?.map(({ text }) => text) ?? templateBoxes;
  const facts = factsOf(report);
  return texts.slice(0, mostBoxes).map((text) => {
    const id = meaningOf(text);
    return { text, id, ...judgeBox(id, text, facts) };
  });
}
