import type { Reach } from "../model/comparison.ts";
import type { ReviewedImpact } from "../model/report.ts";
import { plainText } from "./rich-text.ts";

/** Something in the picture. `name` is raw text. */
export type ReachNode = {
  readonly key: string;
  readonly kind: "change" | Reach["kind"];
  readonly name: string;
  /** Whose it is, where there are several. */
  readonly database: string | undefined;
  readonly effect: Reach["effect"];
};

/** What the change reaches: changes on the left, then queries and views, endpoints, modules. */
export type ReachGraph = {
  readonly nodes: readonly ReachNode[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly effect: Reach["effect"] }[];
  /** Readers that found no room. */
  readonly leftOut: number;
};

/** The first `most` nodes, what breaks before what is only touched; `undefined` when nothing is reached. */
export function reachGraph(impacts: readonly ReviewedImpact[], most: number): ReachGraph | undefined {
  const chains = impacts.flatMap((impact) => impact.reaches.map((reach) => chainOf(impact, reach)));
  if (chains.length === 0) return undefined;
  chains.sort((left, right) => weightAtEnd(right) - weightAtEnd(left));

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
      nodes.set(node.key, { ...node, effect: worse(node.effect, nodes.get(node.key)?.effect) });
      const before = chain[place - 1];
      if (before === undefined) continue;
      const key = `${before.key}\n${node.key}`;
      edges.set(key, { from: before.key, to: node.key, effect: worse(node.effect, edges.get(key)?.effect) });
    }
  }
  for (const key of nodes.keys()) leftOut.delete(key);
  return { nodes: [...nodes.values()], edges: [...edges.values()], leftOut: leftOut.size };
}

const weights: Readonly<Record<Reach["effect"], number>> = { breaks: 2, alters: 1, touches: 0 };

function worse(effect: Reach["effect"], other: Reach["effect"] | undefined): Reach["effect"] {
  return other !== undefined && weights[other] > weights[effect] ? other : effect;
}

function weightAtEnd(chain: readonly ReachNode[]): number {
  return weights[chain.at(-1)?.effect ?? "touches"];
}

function chainOf(impact: ReviewedImpact, reach: Reach): ReachNode[] {
  const change = plainText(impact.change);
  const { database } = impact;
  const links = reach.via.filter((link) => link.kind !== "column" && link.kind !== "table");
  const last = links.at(-1);
  const ends = last?.kind === reach.kind && last.name === reach.name;
  const readers = [...links, ...(ends ? [] : [reach])].map(({ kind, name }) =>
    nodeOf(kind as Reach["kind"], name, database, reach.effect),
  );
  return [nodeOf("change", change, database, impact.breaking ? "breaks" : "touches"), ...withoutRepeats(readers)];
}

/** Two databases may have readers of the same name. */
function nodeOf(
  kind: ReachNode["kind"],
  name: string,
  database: string | undefined,
  effect: Reach["effect"],
): ReachNode {
  return { key: `${kind} ${database ?? ""}: ${name}`, kind, name, database, effect };
}

function withoutRepeats(nodes: readonly ReachNode[]): ReachNode[] {
  return [...new Map(nodes.map((node) => [node.key, node])).values()];
}
