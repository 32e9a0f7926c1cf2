import type { ResolvedQuery } from "../../model/comparison.ts";
import type { RuleContext } from "../define-rule.ts";

/** Queries whose entries the pull request adds or changes: what stood there before is not its business. */
export function changedQueries({ comparison }: RuleContext): readonly ResolvedQuery[] {
  return comparison.queries.filter(({ entry }) => entry !== "unchanged");
}
