import type { Comparison } from "../../model/comparison.ts";
import type { RowForm } from "../../model/contract.ts";
import { keyOf } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import type { RuleContext } from "../define-rule.ts";
import type { NewMigration } from "./history-entries.ts";

/** What the operations of these migrations break, and which modules that reaches: what an entry's Impact Assessment has to say. */
export type Assessment = {
  readonly breaking: boolean;
  /** Markdown, without a full stop. */
  readonly because: readonly string[];
  readonly modules: readonly string[];
};

/** Gathers the verdicts on the operations of some migrations. */
export function assess({ comparison }: RuleContext, migrations: readonly NewMigration[]): Assessment {
  const operations = new Set(migrations.flatMap(({ applied }) => applied.steps.map(({ operation }) => operation)));
  const isOurs = (operation: Operation) => operations.has(breakingStep(operation, comparison));
  const breaking = comparison.breaking.filter((verdict) => verdict.breaking && isOurs(verdict.operation));
  const modules = comparison.impacts
    .filter(({ operation }) => isOurs(operation))
    .flatMap(({ reaches }) => reaches)
    .filter(({ kind, effect }) => kind === "module" && effect === "breaks")
    .map(({ name }) => name);
  return {
    breaking: breaking.length > 0,
    because: [...new Set(breaking.map(({ told }) => told))],
    modules: [...new Set(modules)].sort(),
  };
}

/** The operation from which on a change breaks somebody: a column that may be left out breaks no writer before a later statement requires it. */
function breakingStep(operation: Operation, { steps }: Comparison): Operation {
  if (operation.kind !== "add-column") return operation;
  const from = steps.findIndex((step) => step.operation === operation);
  const requiring = steps.slice(from).find(({ after }) => {
    const column = after.tables.get(keyOf(operation.table))?.columns.find(({ name }) => name === operation.column);
    return column !== undefined && !column.nullable && column.default === undefined;
  });
  return requiring?.operation ?? operation;
}

/** An entry of the Migration History for one migration, in the template's form or as a row of the table that the history is, with what is known filled in. */
export function historyEntry(
  { applied, work }: NewMigration,
  { breaking, modules }: Assessment,
  today: string,
  form: RowForm | undefined,
): string {
  const name = [applied.migration.id, applied.migration.title].filter((part) => part !== "").join("_");
  if (form !== undefined) {
    const cells: Readonly<Record<string, string>> = {
      id: name,
      date: today,
      type: work.schema ? "Schema Change" : "Data Migration",
      status: "Pending",
      breaking: breaking ? "YES" : "NO",
      "affected-modules": modules.length === 0 ? "None" : modules.join(", "),
      downtime: "NO",
    };
    return `| ${form.map((field) => cells[field] ?? "…").join(" | ")} |`;
  }
  return [
    `### Migration: ${name}`,
    "",
    `**Date:** ${today}`,
    `**Type:** ${work.schema ? "Schema Change" : "Data Migration"}`,
    "**Status:** Pending",
    "",
    "**Changes:**",
    "- …",
    "",
    "**Rollback Plan:**",
    "```sql",
    "-- …",
    "```",
    "",
    "**Impact Assessment:**",
    `- **Breaking Change:** ${breaking ? "YES" : "NO"}`,
    `- **Affected Modules:** ${modules.length === 0 ? "None" : modules.join(", ")}`,
    "- **Downtime Required:** NO",
  ].join("\n");
}
