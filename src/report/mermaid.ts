import type { ReviewedImpact } from "../model/report.ts";
import { countOf } from "./count-words.ts";
import { type ReachGraph, type ReachNode, reachGraph } from "./reach-graph.ts";

/** More than this and nobody can read the picture. */
const mostNodes = 40;

/** A mermaid flow chart of what the changes reach, without its fence; `undefined` when they reach nothing. */
export function mermaidOf(impacts: readonly ReviewedImpact[]): string | undefined {
  const graph = reachGraph(impacts, mostNodes);
  if (graph === undefined) return undefined;
  const ids = new Map(graph.nodes.map(({ key }, place) => [key, `n${place}`]));
  const lines = [
    "flowchart LR",
    ...graph.nodes.map((node) => `  ${ids.get(node.key)}${shapeOf(node)}${classOf(node)}`),
    ...graph.edges.map(({ from, to, effect }) => `  ${ids.get(from)} ${arrows[effect]} ${ids.get(to)}`),
    ...restOf(graph),
    ...styles,
  ];
  return `${lines.join("\n")}\n`;
}

const arrows = { breaks: "==>", alters: "-->", touches: "-.->" } as const;

/** Readable on GitHub's light and dark page alike. */
const styles: readonly string[] = [
  "  classDef change fill:#ddf4ff,stroke:#0969da,color:#0a3069",
  "  classDef breaks fill:#ffebe9,stroke:#cf222e,color:#82071e",
  "  classDef alters fill:#fff8c5,stroke:#9a6700,color:#633c01",
  "  classDef touches fill:#f6f8fa,stroke:#818b98,color:#25292e",
];

function restOf({ leftOut }: ReachGraph): string[] {
  return leftOut === 0 ? [] : [`  rest["and ${countOf(leftOut, "more reader")}"]:::touches`];
}

const shapes: Readonly<Record<ReachNode["kind"], readonly [string, string]>> = {
  change: ["[", "]"],
  query: ["[/", "/]"],
  view: ["[", "]"],
  routine: ["[[", "]]"],
  trigger: ["[[", "]]"],
  "foreign-key": ["[", "]"],
  table: ["[(", ")]"],
  endpoint: ["([", "])"],
  module: ["{{", "}}"],
};

function shapeOf({ kind, name, database }: ReachNode): string {
  const [open, close] = shapes[kind];
  const word = kind === "change" ? "" : `${kind.replace("-", " ")} `;
  return `${open}"${mermaidLabel(`${word}${database === undefined ? "" : `${database}: `}${name}`)}"${close}`;
}

function classOf({ kind, effect }: ReachNode): string {
  return kind === "change" && effect === "touches" ? ":::change" : `:::${effect}`;
}

const longestLabel = 60;

/**
 * Hostile text as the inside of a quoted mermaid label: every character that mermaid, Markdown or HTML could read
 * (quotes, brackets, back-ticks, `%%` directives, `#` entities) becomes a numeric entity.
 */
export function mermaidLabel(text: string): string {
  const line = text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/\p{Cf}/gu, "")
    .trim();
  const letters = [...line];
  const short = letters.length > longestLabel ? [...letters.slice(0, longestLabel - 1), "…"] : letters;
  return short.map((letter) => (/[\p{L}\p{N} _.,/…-]/u.test(letter) ? letter : `#${letter.codePointAt(0)};`)).join("");
}
