import type { Discrepancy, PromiseKind } from "../../model/comparison.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type PullRequestRule, type RuleContext } from "../define-rule.ts";
import { discrepanciesOf, placeOf, subjectOf } from "./discrepancies.ts";
import { isPastedAsDdl, keepsOf, promiseWords } from "./promise-words.ts";

type Data = {
  readonly name: string;
  readonly owner: string;
  readonly attribute: string;
  readonly actual: string;
  readonly promised: string;
  readonly place: string;
  /** Markdown. */
  readonly where: string;
  readonly paste: string;
  readonly isClause: boolean;
};

/** The rule for one kind of object: what the migrations change must be promised as it then is, compared by meaning and not by spelling. */
export function mismatchRule(
  object: PromiseKind,
  own: {
    readonly id: string;
    readonly summary: string;
    readonly why: string;
    readonly examples: PullRequestRule<Data>["examples"];
  },
): PullRequestRule<Data> {
  const { noun, section } = promiseWords[object];
  return defineRule<Data>({
    id: own.id,
    on: "pull-request",
    section,
    severity: "error",
    summary: own.summary,
    whenToWaive: "When the contract states the same in words that could not be read; correcting the row is better.",
    mend: ["edit-contract"],
    examples: own.examples,

    *check(context) {
      const different = discrepanciesOf(context, object, "different");
      for (const one of different) {
        const isSame = (other: Discrepancy) => other.owner === one.owner && other.name === one.name;
        // All that is to change of one row stands in each paste of it.
        const attributes = different.filter(isSame).map(({ attribute = "" }) => attribute);
        yield {
          ...placeOf(one, context),
          subject: `${subjectOf(one)} ${one.attribute ?? ""}`.trim(),
          data: dataOf(one, attributes, context),
        };
      }
    },

    explain: ({ name, attribute, actual, promised, place, where: spot, paste, isClause }) => {
      const about = attribute === "" ? noun : `${attributeWords.get(attribute) ?? attribute} of the ${noun}`;
      const where = `${spot} (${code(place)})`;
      return {
        what: `The contract and the migrations disagree about the ${about} ${code(name)}: the contract says ${says(promised)}, the migrations make it ${says(actual)}.`,
        why: own.why,
        fix:
          paste === ""
            ? `Correct ${where} to say ${says(actual)}, or change the migration if the contract is right.`
            : `Change the migration if the contract is right. Otherwise correct ${where}:\n\n${fenced(isClause ? "sql" : "markdown", paste)}`,
      };
    },
  });
}

/** Attributes whose names are no words. */
const attributeWords: ReadonlyMap<string, string> = new Map([
  ["on delete", "action on delete"],
  ["on update", "action on update"],
  ["returns", "result"],
  ["nullable", "nullability"],
]);

function dataOf(one: Discrepancy, attributes: readonly string[], { comparison, head }: RuleContext): Data {
  const { paste, spot } = promiseWords[one.object];
  const hasRow = one.object === "column" || one.object === "index" || one.object === "foreign-key";
  // A row has no cell for a collation.
  const isRow = hasRow && one.attribute !== "collation";
  const isClause = isPastedAsDdl(one, head.database);
  return {
    name: subjectOf(one),
    owner: one.owner,
    attribute: one.attribute ?? "",
    actual: one.actual ?? "",
    promised: one.promised ?? "",
    place: `${one.contractAt.path}:${one.contractAt.start.line}`,
    where: spot(one.owner, keepsOf(one, head.database)),
    paste: isRow ? paste(one, comparison.head, head.database, attributes) : "",
    isClause,
  };
}

function says(text: string): string {
  return text === "" ? "nothing" : code(text);
}
