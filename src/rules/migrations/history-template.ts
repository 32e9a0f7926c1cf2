import type { Comparison, Reach } from "../../model/comparison.ts";
import type { RowForm } from "../../model/contract.ts";
import type { Migration } from "../../model/migration.ts";
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
  /** Those, and the others that the contracts name for what changes, of which nothing tells whether they use what breaks. */
  readonly named: readonly string[];
};

/** Gathers the verdicts on the operations of some migrations. */
export function assess({ comparison }: RuleContext, migrations: readonly NewMigration[]): Assessment {
  const operations = new Set(migrations.flatMap(({ applied }) => applied.steps.map(({ operation }) => operation)));
  const isOurs = (operation: Operation) => operations.has(breakingStep(operation, comparison));
  const breaking = comparison.breaking.filter((verdict) => verdict.breaking && isOurs(verdict.operation));
  const reached = comparison.impacts
    .filter(({ operation }) => isOurs(operation))
    .flatMap(({ reaches }) => reaches)
    .filter(({ kind }) => kind === "module");
  const broken = reached.filter(({ effect }) => effect === "breaks");
  return {
    breaking: breaking.length > 0,
    because: [...new Set(breaking.map(({ told }) => told))],
    modules: namesOf(broken),
    named: namesOf(reached),
  };
}

function namesOf(reached: readonly Reach[]): readonly string[] {
  return [...new Set(reached.map(({ name }) => name))].sort();
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

/** As the file is called where its name begins with the migration's number: `V2__x`, `000002_d`. */
function entryName({ id, title, up }: Migration): string {
  const stem = (up.path.split("/").at(-1) ?? "").replace(/(?:\.(?:up|down))?\.\w+$/, "");
  if (stem.toLowerCase().startsWith(id.toLowerCase())) return stem;
  return [id, title].filter((part) => part !== "").join("_");
}

/** An entry of the Migration History for one migration, in the template's form or as a row of the table that the history is, with what is known filled in. */
export function historyEntry(
  { applied, work }: NewMigration,
  { breaking, modules, named }: Assessment,
  today: string,
  form: RowForm | undefined,
): string {
  const name = entryName(applied.migration);
  // Whoever may use what breaks is to be told; who does not is struck out by hand.
  const affected = breaking ? named : modules;
  const listed = affected.length === 0 ? "None" : affected.join(", ");
  if (form !== undefined) {
    const cells: Readonly<Record<string, string>> = {
      id: name,
      date: today,
      type: work.schema ? "Schema Change" : "Data Migration",
      status: "Pending",
      breaking: breaking ? "YES" : "NO",
      "affected-modules": listed,
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
    `- **Affected Modules:** ${listed}`,
    "- **Downtime Required:** NO",
  ].join("\n");
}
