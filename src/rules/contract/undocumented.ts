import type { Discrepancy, PromiseKind } from "../../model/comparison.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type PullRequestRule, type RuleContext } from "../define-rule.ts";
import { discrepanciesOf, isToldByOldName, oldNameOf, placeOf, subjectOf } from "./discrepancies.ts";
import { isPastedAsDdl, keepsOf, promiseWords } from "./promise-words.ts";

type Data = {
  readonly name: string;
  /** What it was called before, where the contract has neither name. */
  readonly oldName: string;
  readonly owner: string;
  readonly contract: string;
  /** Markdown. */
  readonly where: string;
  readonly paste: string;
  readonly language: string;
};

/** The rule for one kind of object: what the migrations make must stand in the contract by the end of the pull request. */
export function undocumentedRule(
  object: PromiseKind,
  own: {
    readonly id: string;
    readonly summary: string;
    readonly why: string;
    readonly examples: PullRequestRule<Data>["examples"];
    /** Objects that nobody would look for in a contract. */
    isExempt?(discrepancy: Discrepancy, context: RuleContext): boolean;
  },
): PullRequestRule<Data> {
  const { noun, section, place, paste } = promiseWords[object];
  return defineRule<Data>({
    id: own.id,
    on: "pull-request",
    section,
    severity: "error",
    summary: own.summary,
    whenToWaive:
      "When it is not meant to be used by anybody, such as a tool's own table, and the contract should not promise it.",
    mend: ["edit-contract"],
    examples: own.examples,

    *check(context) {
      const { comparison } = context;
      for (const one of discrepanciesOf(context, object, "missing")) {
        if (isToldByOldName(comparison, one) || own.isExempt?.(one, context)) continue;
        yield {
          ...placeOf(one, context),
          subject: subjectOf(one),
          data: {
            name: subjectOf(one),
            oldName: oldNameOf(comparison, one) ?? "",
            owner: one.owner,
            contract: one.contractAt.path,
            where: place(one.owner, keepsOf(one, context.head.database)),
            paste: paste(one, comparison.head, context.head.database, []),
            language: isPastedAsDdl(one, context.head.database) ? "sql" : "markdown",
          },
        };
      }
    },

    explain: ({ name, oldName, contract, where, paste: text, language }) => ({
      what:
        oldName === ""
          ? `The ${noun} ${code(name)} is new, and the contract does not have it.`
          : `The ${noun} ${code(name)} has its name from this pull request (it was ${code(oldName)}), and the contract has neither.`,
      why: own.why,
      fix: `Add it to ${where} in ${code(contract)}${text === "" ? "." : `:\n\n${fenced(language === "sql" ? "sql" : "markdown", text)}`}`,
    }),
  });
}
