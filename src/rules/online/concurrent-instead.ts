import type { AppliedMigration, Step } from "../../model/comparison.ts";
import type { Found, Rule, RuleContext } from "../define-rule.ts";
import { severityOf } from "../severity-of.ts";
import { detachNotConcurrent } from "./detach-not-concurrent.ts";
import { dropIndexNotConcurrent } from "./drop-index-not-concurrent.ts";
import { indexNotConcurrent } from "./index-not-concurrent.ts";
import { refreshNotConcurrent } from "./refresh-not-concurrent.ts";
import { reindexNotConcurrent } from "./reindex-not-concurrent.ts";

/**
 * Whether another rule asks for the concurrent form of a statement. Nobody waits behind that one, and where a file of several statements is a transaction,
 * a `SET` beside it makes the server refuse it.
 */
export function isToBeConcurrent(step: Step, migration: AppliedMigration, context: RuleContext): boolean {
  const { operation } = step;
  const here = { step, migration };
  switch (operation.kind) {
    case "create-index":
      return speaks(indexNotConcurrent, indexNotConcurrent.check(operation, context, here), context);
    case "drop-index":
      return speaks(dropIndexNotConcurrent, dropIndexNotConcurrent.check(operation, context, here), context);
    case "reindex":
      return speaks(reindexNotConcurrent, reindexNotConcurrent.check(operation, context, here), context);
    case "refresh-view":
      return speaks(refreshNotConcurrent, refreshNotConcurrent.check(operation, context, here), context);
    case "detach-partition":
      return speaks(detachNotConcurrent, detachNotConcurrent.check(operation, context, here), context);
    default:
      return false;
  }
}

function speaks(rule: Rule, found: Iterable<Pick<Found<never>, "at" | "stated" | "certain">>, context: RuleContext) {
  return [...found].some((one) => severityOf(rule, one, context) !== "off");
}
