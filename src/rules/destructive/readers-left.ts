import type { Comparison, Reach } from "../../model/comparison.ts";
import type { Location } from "../../model/location.ts";
import { keyOf } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import type { Schema } from "../../model/schema.ts";
import { codeList } from "../../text/markdown.ts";
import type { RuleContext } from "../define-rule.ts";
import { isStated } from "../sections.ts";

/** Those whom an operation breaks or alters and whom the pull request does not look at again. */
export type ReadersLeft = {
  /** "the queries `a` and `b`, the module `m`". Markdown; empty where nobody is left. */
  readonly words: string;
  readonly related: readonly Location[];
  readonly reaches: readonly Reach[];
};

/** Readers and writers that rely on what the operation takes away, as the contracts name them. Who was changed in the same pull request is judged by its own entry. */
export function readersLeft({ comparison }: RuleContext, operation: Operation): ReadersLeft {
  const reaches = comparison.impacts.find((impact) => impact.operation === operation)?.reaches ?? [];
  const left = reaches.filter((reach) => reach.effect !== "touches" && isLeft(reach, reaches, comparison));
  return {
    words: wordsFor(left),
    related: kinds.flatMap((kind) => left.flatMap((reach) => (reach.kind === kind && reach.at) || [])).slice(0, 5),
    reaches: left,
  };
}

/** A contract that promises the reader demands it too, whether or not it states a policy on dropping. */
export function isDemanded({ base }: RuleContext, { reaches }: Pick<ReadersLeft, "reaches">): boolean {
  const promised = reaches.some(({ kind }) => kind === "query" || kind === "endpoint");
  return promised || isStated("Non-Destructive Changes", base.database);
}

/** Kinds of readers that have a contract entry to look at, the nearest first. */
const kinds = ["query", "view", "routine", "foreign-key", "endpoint"] as const satisfies readonly Reach["kind"][];

function isLeft(reach: Reach, all: readonly Reach[], comparison: Comparison): boolean {
  if (isSettled(reach, comparison)) return false;
  const links = reach.via.slice(0, -1);
  return !links.some((link) =>
    all.some((other) => other.kind === link.kind && other.name === link.name && isSettled(other, comparison)),
  );
}

/** The pull request changes or removes the reader itself. */
function isSettled({ kind, name, entry }: Reach, comparison: Comparison): boolean {
  const { touched } = comparison;
  if (kind === "view") return touched.views.has(name);
  if (kind === "routine") return touched.routines.has(name);
  if (kind === "foreign-key") return isForeignKeySettled(name, comparison);
  return entry !== undefined && entry !== "unchanged";
}

/** The foreign key is gone, or another of its name points elsewhere. */
function isForeignKeySettled(name: string, { touched, base, head }: Comparison): boolean {
  const at = name.lastIndexOf(".");
  const owner = name.slice(0, at);
  const targetIn = ({ tables }: Schema) => {
    const constraint = tables.get(owner)?.constraints.find((one) => one.name === name.slice(at + 1));
    return constraint?.kind === "foreign-key" ? keyOf(constraint.references.table) : undefined;
  };
  return touched.tables.has(owner) && (targetIn(head) === undefined || targetIn(head) !== targetIn(base));
}

const nouns: Readonly<Record<Reach["kind"], readonly [one: string, many: string]>> = {
  query: ["query", "queries"],
  view: ["view", "views"],
  routine: ["routine", "routines"],
  trigger: ["trigger", "triggers"],
  "foreign-key": ["foreign key", "foreign keys"],
  table: ["table", "tables"],
  endpoint: ["endpoint", "endpoints"],
  module: ["module", "modules"],
};

/** Readers by kind as a list in a sentence. Markdown. */
export function wordsFor(reaches: readonly { readonly kind: Reach["kind"]; readonly name: string }[]): string {
  const parts = Object.entries(nouns).flatMap(([kind, [one, many]]) => {
    const names = [...new Set(reaches.filter((reach) => reach.kind === kind).map(({ name }) => name))];
    return names.length === 0 ? [] : [`the ${names.length === 1 ? one : many} ${codeList(names, 4)}`];
  });
  const last = parts.pop();
  return last === undefined ? "" : parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}
