import type { Endpoint } from "../../model/contract.ts";
import { promisedText } from "../../text/promised-text.ts";
import type { RuleContext } from "../define-rule.ts";

/** Endpoints that the pull request adds, or whose section it changes by more than white space, comments and waivers. What stood there before is not its business. */
export function changedEndpoints({ base, head }: RuleContext): readonly Endpoint[] {
  if (head.api === undefined || head.api.text === base.api?.text) return [];
  const found: Endpoint[] = [];
  for (const [key, text] of head.api.entryTexts) {
    const before = base.api?.entryTexts.get(key);
    const endpoint =
      before !== undefined && promisedText(before) === promisedText(text) ? undefined : head.api.endpoints.get(key);
    if (endpoint !== undefined) found.push(endpoint);
  }
  return found;
}
