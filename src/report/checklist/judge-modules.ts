import { codeList } from "../../text/markdown.ts";
import type { ChecklistFacts } from "./checklist-facts.ts";
import { type Judgement, leftToAPerson, proved, refuted, refutedBy } from "./judgement.ts";

/** "All dependent modules identified": the new migration entries list every module that breaks, which affected-modules-incomplete demands. */
export function judgeModules(facts: ChecklistFacts): Judgement {
  const incomplete = refutedBy(facts, ({ rule }) => rule === "affected-modules-incomplete");
  if (incomplete !== undefined) return incomplete;
  if (!facts.contractKnown) return leftToAPerson("There is no database contract that names the modules.");
  const reached = facts.report.comparison.modules.map(({ module }) => module);
  if (reached.length === 0) return leftToAPerson("The contracts name no module that this change reaches.");

  if (!facts.breaking && facts.uncertain !== undefined) return leftToAPerson(facts.uncertain);
  if (!facts.breaking)
    return proved(`Nothing breaks. The contracts name ${codeList(reached)} as users of what changes.`);

  const listed = listedModules(facts);
  if (listed === undefined) return refuted(`No migration entry lists them; the contracts name ${codeList(reached)}.`);
  const missing = reached.filter((module) => !listed.has(fold(module)));
  return missing.length === 0
    ? proved(`The migration entry lists all that the contracts know of: ${codeList(reached)}.`)
    : leftToAPerson(`The migration entry lists those that break. ${codeList(missing)} also use what changes.`);
}

/** Modules of the migration entries that this pull request adds or changes; `undefined` where it has no such entry. */
function listedModules({ report }: ChecklistFacts): ReadonlySet<string> | undefined {
  const before = new Set(report.contracts.base.database?.migrations.map(({ text }) => text.trim()));
  const entries = (report.contracts.head.database?.migrations ?? []).filter(({ text }) => !before.has(text.trim()));
  if (entries.length === 0) return undefined;
  return new Set(entries.flatMap(({ affectedModules }) => affectedModules?.value ?? []).map(fold));
}

function fold(module: string): string {
  return module.replaceAll("`", "").trim().toLowerCase();
}
