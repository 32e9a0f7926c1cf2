import type { Finding } from "../../model/finding.ts";
import type { ChecklistBox } from "../../model/report.ts";
import type { ChecklistFacts } from "./checklist-facts.ts";

/** The state of a box and why; the reason is Markdown. */
export type Judgement = Pick<ChecklistBox, "state" | "reason">;

export function proved(reason: string): Judgement {
  return { state: "proved", reason };
}

export function refuted(reason: string): Judgement {
  return { state: "refuted", reason };
}

export function leftToAPerson(reason: string): Judgement {
  return { state: "left to a person", reason };
}

/** The errors of these rules as a refutation: the first one's words, the others counted. `undefined` where there are none. */
export function refutedBy(facts: ChecklistFacts, concerned: (finding: Finding) => boolean): Judgement | undefined {
  const errors = facts.errors.filter(concerned);
  const [first] = errors;
  if (first === undefined) return undefined;
  return refuted(errors.length === 1 ? first.what : `${first.what} And ${errors.length - 1} more like it.`);
}
