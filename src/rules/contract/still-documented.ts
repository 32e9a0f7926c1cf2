import type { PromiseKind } from "../../model/comparison.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type PullRequestRule } from "../define-rule.ts";
import { discrepanciesOf, newNameOf, placeOf, subjectOf } from "./discrepancies.ts";
import { promiseWords } from "./promise-words.ts";

type Data = {
  readonly name: string;
  readonly owner: string;
  readonly contract: string;
  readonly line: number;
  readonly newName: string;
};

/** The rule for one kind of object: what the migrations drop or rename must no longer be promised at the end of the pull request. */
export function stillDocumentedRule(
  object: PromiseKind,
  own: {
    readonly id: string;
    readonly summary: string;
    readonly why: string;
    readonly examples: PullRequestRule<Data>["examples"];
  },
): PullRequestRule<Data> {
  const { noun, section, spot } = promiseWords[object];
  return defineRule<Data>({
    id: own.id,
    on: "pull-request",
    section,
    severity: "error",
    summary: own.summary,
    whenToWaive: "When the object lives on outside of the migrations, and the reason says where.",
    mend: ["edit-contract"],
    examples: own.examples,

    *check(context) {
      for (const one of discrepanciesOf(context, object, "stale")) {
        yield {
          ...placeOf(one, context),
          subject: subjectOf(one),
          data: {
            name: subjectOf(one),
            owner: one.owner,
            contract: one.contractAt.path,
            line: one.contractAt.start.line,
            newName: newNameOf(context.comparison, one) ?? "",
          },
        };
      }
    },

    explain: ({ name, owner, contract, line, newName }) => ({
      what:
        newName === ""
          ? `The ${noun} ${code(name)} is gone, and the contract still promises it.`
          : `The ${noun} ${code(name)} is renamed to ${code(newName)}, and the contract still promises the old name.`,
      why: own.why,
      fix:
        newName === ""
          ? `Remove ${name === owner ? "" : "it from "}${spot(owner)} (${code(`${contract}:${line}`)}), and say so in the Change Log.`
          : `Change ${code(name)} to ${code(newName)} in ${spot(owner)} (${code(`${contract}:${line}`)}), and say so in the Change Log.`,
    }),
  });
}
