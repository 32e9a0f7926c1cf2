import type { PromiseKind } from "../../model/comparison.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule, type PullRequestRule } from "../define-rule.ts";
import { discrepanciesOf, goneWith, newNameOf, placeOf, subjectOf } from "./discrepancies.ts";
import { keepsOf, promiseWords } from "./promise-words.ts";

type Data = {
  readonly name: string;
  readonly owner: string;
  readonly contract: string;
  readonly line: number;
  /** Markdown. */
  readonly where: string;
  readonly newName: string;
  /** Its table is made in this pull request, so that it never was. */
  readonly isNew: boolean;
  /** What went with it and is still promised, too. */
  readonly along: readonly string[];
  readonly alongLines: readonly string[];
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
        const along = goneWith(context, one);
        yield {
          ...placeOf(one, context),
          subject: subjectOf(one),
          data: {
            name: subjectOf(one),
            owner: one.owner,
            contract: one.contractAt.path,
            line: one.contractAt.start.line,
            where: spot(one.owner, keepsOf(one, context.head.database)),
            newName: newNameOf(context.comparison, one) ?? "",
            isNew: one.name !== undefined && context.comparison.createdTables.has(one.owner),
            along: [...new Set(along.map(subjectOf))],
            alongLines: [...new Set(along.map(({ contractAt }) => String(contractAt.start.line)))],
          },
        };
      }
    },

    explain: ({ name, owner, contract, line, where, newName, isNew, along, alongLines }) => {
      if (newName !== "") {
        return {
          what: `The ${noun} ${code(name)} is renamed to ${code(newName)}, and the contract still promises the old name.`,
          why: own.why,
          fix: `Change ${code(name)} to ${code(newName)} in ${where} (${code(`${contract}:${line}`)}), and say so in the Change Log.`,
        };
      }
      if (isNew) {
        return {
          what: `The contract promises the ${noun} ${code(name)}, and the migration that makes ${code(owner)} does not make it.`,
          why: own.why,
          fix: `Make it in the migration, or remove it from ${where} (${code(`${contract}:${line}`)}).`,
        };
      }
      // The DDL block and a table may both promise it.
      const others = along.filter((other) => other !== name);
      const gone = `The ${noun} ${code(name)} is gone`;
      const places =
        along.length === 0
          ? ""
          : ` Remove what went with it, too (${alongLines.length === 1 ? "line" : "lines"} ${alongLines.join(", ")}).`;
      return {
        what:
          others.length === 0
            ? `${gone}, and the contract still promises it.`
            : `${gone} with ${codeList(others)}, and the contract still promises them.`,
        why: own.why,
        fix: `Remove ${name === owner ? "" : "it from "}${where} (${code(`${contract}:${line}`)}), and say so in the Change Log.${places}`,
      };
    },
  });
}
