import type { Comparison } from "../model/comparison.ts";
import type { RuleContext } from "./define-rule.ts";

/** What many rules ask of one review, worked out for the first of them. It must not look at what is a rule's own: its settings. */
export function oncePerReview<Answer>(work: (context: RuleContext) => Answer): (context: RuleContext) => Answer {
  const answers = new WeakMap<Comparison, { readonly answer: Answer }>();
  return (context) => {
    const known = answers.get(context.comparison) ?? { answer: work(context) };
    answers.set(context.comparison, known);
    return known.answer;
  };
}
