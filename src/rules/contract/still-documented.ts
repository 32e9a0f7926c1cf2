import type { PromiseKind } from "../../model/comparison.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type PullRequestRule } from "../define-rule.ts";
import { discrepanciesOf, goneWith, newNameOf, placeOf, subjectOf } from "./discrepancies.ts";
import { promiseWords } from "./promise-words.ts";

type Data = {
  readonly name: string;
  readonly owner: string;
  readonly contract: string;
  readonly line: number;
  readonly newName: string;
  /** What went with it and is still promised, too. */
  readonly along: readonly { readonly object: PromiseKind; readonly name: string; readonly line: number }[];
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
            along: goneWith(context, one).map(({ object, name = "", contractAt }) => ({
              object,
              name,
              line: contractAt.start.line,
            })),
          },
        };
      }
    },

    explain: ({ name, owner, contract, line, newName, along }) => {
      if (newName !== "") {
        return {
          what: `The ${noun} ${code(name)} is renamed to ${code(newName)}, and the contract still promises the old name.`,
          why: own.why,
          fix: `Change ${code(name)} to ${code(newName)} in ${spot(owner)} (${code(`${contract}:${line}`)}), and say so in the Change Log.`,
        };
      }
      const others = along.filter((other) => `${owner}.${other.name}` !== name);
      const gone = `The ${noun} ${code(name)} is gone`;
      const places = along.length === 0 ? "" : ` Remove what went with it, too: ${placed(along)}.`;
      return {
        what:
          others.length === 0
            ? `${gone}, and the contract still promises it.`
            : `${gone} with ${named(others)}, and the contract still promises them.`,
        why: own.why,
        fix: `Remove ${name === owner ? "" : "it from "}${spot(owner)} (${code(`${contract}:${line}`)}), and say so in the Change Log.${places}`,
      };
    },
  });
}

/** the foreign key `a` and the index `b` */
function named(along: Data["along"]): string {
  const words = unique(along).map(({ object, name }) => `the ${promiseWords[object].noun} ${code(name)}`);
  const last = words.pop() ?? "";
  return words.length === 0 ? last : `${words.join(", ")} and ${last}`;
}

/** `a` in line 80, `b` in line 114 */
function placed(along: Data["along"]): string {
  return along.map(({ name, line }) => `${code(name)} in line ${line}`).join(", ");
}

/** The DDL block and a table may both promise it. */
function unique(along: Data["along"]): Data["along"][number][] {
  return [...new Map(along.map((one) => [`${one.object} ${one.name}`, one])).values()];
}
