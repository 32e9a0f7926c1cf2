import type { RowForm } from "../../model/contract.ts";
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
  const breaking = comparison.breaking.filter((verdict) => verdict.breaking && operations.has(verdict.operation));
  const modules = comparison.impacts
    .filter(({ operation }) => operations.has(operation))
    .flatMap(({ reaches }) => reaches)
    .filter(({ kind, effect }) => kind === "module" && effect === "breaks")
    .map(({ name }) => name);
  return {
    breaking: breaking.length > 0,
    because: [...new Set(breaking.map(({ told }) => told))],
    modules: [...new Set(modules)].sort(),
  };
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
