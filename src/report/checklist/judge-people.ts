import { codeList } from "../../text/markdown.ts";
import type { ChecklistFacts } from "./checklist-facts.ts";
import { type Judgement, leftToAPerson, proved } from "./judgement.ts";

/** "Team notified of breaking changes". */
export function judgeNotified(facts: ChecklistFacts): Judgement {
  if (facts.breaking) {
    const modules = facts.reached("module");
    return leftToAPerson(
      modules.length === 0 ? "Only a person can say." : `The owners of ${codeList(modules)} should know.`,
    );
  }
  if (facts.uncertain !== undefined) return leftToAPerson(facts.uncertain);
  return facts.contractKnown
    ? proved("Nothing in this pull request breaks what the contracts promise.")
    : leftToAPerson("Without a database contract nobody knows who reads what.");
}

/** "Documentation updated": the engine sees which documents changed, not whether they say the right thing. */
export function judgeDocumentation({ report }: ChecklistFacts): Judgement {
  const { base, head } = report.contracts;
  const contracts = new Set([base, head].flatMap((side) => [side.database?.path, side.sql?.path, side.api?.path]));
  const documents = report.input.changes
    .map(({ path }) => path)
    .filter((path) => /\.(md|mdx|rst|adoc|txt)$/i.test(path) && !contracts.has(path));
  return leftToAPerson(
    documents.length === 0
      ? "No document besides the contracts is in the diff."
      : `In the diff: ${codeList(documents)}.`,
  );
}
