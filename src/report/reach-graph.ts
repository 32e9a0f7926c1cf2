import type { Reach } from "../model/comparison.ts";
import type { ReviewedImpact } from "../model/report.ts";
import { plainText } from "./rich-text.ts";

/** Something in the picture. `name` is raw text. */
export type ReachNode = {
  readonly key: string;
  readonly kind: "change" | Reach["kind"];
  readonly name: string;
  readonly breaks: boolean;
};

/** What the change reaches: changes on the left, then queries and views, endpoints, modules. */
export type ReachGraph = {
  readonly nodes: readonly ReachNode[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly breaks: boolean }[];
  /** Readers that found no room. */
  readonly leftOut: number;
};

/** The first `most` nodes, what breaks before what is only touched; `undefined` when nothing is reached. */
export function reachGraph(impacts: readonly ReviewedImpact[], most: number): ReachGraph | undefined {
  const chains = impacts.flatMap((impact) => impact.reaches.map((reach) => chainOf(impact, reach)));
  if (chains.length === 0) return undefined;
  chains.sort((left, right) => Number(breaksAtEnd(right)) - Number(breaksAtEnd(left)));

  const nodes = new Map<string, ReachNode>();
  const edges = new Map<string, ReachGraph["edges"][number]>();
  const leftOut = new Set<string>();
  for (const chain of chains) {
    const fresh = chain.filter(({ key }) => !nodes.has(key));
    if (nodes.size + new Set(fresh.map(({ key }) => key)).size > most) {
      leftOut.add(chain.at(-1)?.key ?? "");
      continue;
    }
    for (const [place, node] of chain.entries()) {
      nodes.set(node.key, { ...node, breaks: node.breaks || nodes.get(node.key)?.breaks === true });
      const before = chain[place - 1];
      if (before === undefined) continue;
      const key = `${before.key}\n${node.key}`;
      edges.set(key, { from: before.key, to: node.key, breaks: node.breaks || edges.get(key)?.breaks === true });
    }
  }
  for (const key of nodes.keys()) leftOut.delete(key);
  return { nodes: [...nodes.values()], edges: [...edges.values()], leftOut: leftOut.size };
}

function breaksAtEnd(chain: readonly ReachNode[]): boolean {
  return chain.at(-1)?.breaks === true;
}

function chainOf(impact: ReviewedImpact, reach: Reach): ReachNode[] {
  const breaks = reach.effect === "breaks";
  const change = plainText(impact.change);
  const links = reach.via.filter((link) => link.kind !== "column" && link.kind !== "table");
  const last = links.at(-1);
  const ends = last?.kind === reach.kind && last.name === reach.name;
  const readers = [...links, ...(ends ? [] : [reach])].map(({ kind, name }) =>
    nodeOf(kind as Reach["kind"], name, breaks),
  );
  return [
    { key: `change ${change}`, kind: "change", name: change, breaks: impact.breaking },
    ...withoutRepeats(readers),
  ];
}

function nodeOf(kind: Reach["kind"], name: string, breaks: boolean): ReachNode {
  return { key: `${kind} ${name}`, kind, name, breaks };
}

function withoutRepeats(nodes: readonly ReachNode[]): ReachNode[] {
  return [...new Map(nodes.map((node) => [node.key, node])).values()];
}
