import type { Report } from "../../model/report.ts";
import { countOf } from "../count-words.ts";
import { type ReachGraph, type ReachNode, reachGraph } from "../reach-graph.ts";
import { escapeHtml } from "./escape.ts";

const mostNodes = 60;
const box = { width: 250, height: 40, gap: 12, between: 70 };
const lettersThatFit = 32;

type Placed = ReachNode & { readonly x: number; readonly y: number };

/** What the change reaches, drawn: changes on the left, each reader one column to the right of what leads to it. */
export function reachPicture({ impacts }: Report): string {
  const graph = reachGraph(impacts, mostNodes);
  if (graph === undefined) return "";
  const placed = layOut(graph);
  const nodes = [...placed.values()];
  const width = Math.max(...nodes.map(({ x }) => x)) + box.width + 2;
  const height = Math.max(...nodes.map(({ y }) => y)) + box.height + 2;
  const edges = graph.edges.map((edge) => edgePath(placed.get(edge.from), placed.get(edge.to), edge.effect)).join("");
  const rest = graph.leftOut === 0 ? "" : `<p class="soft small">And ${countOf(graph.leftOut, "more reader")}.</p>`;
  return (
    `<div class="wide"><svg width="${width}" height="${height}" viewBox="-1 -1 ${width} ${height}" role="img" aria-label="What the change reaches">` +
    `${edges}${nodes.map(nodeBox).join("")}</svg></div>` +
    `<p class="soft small">Red: breaks. Amber: may answer differently. Dashed: uses the same object, and is not known to use what changes.</p>${rest}`
  );
}

function layOut({ nodes, edges }: ReachGraph): ReadonlyMap<string, Placed> {
  const layers = new Map(nodes.map(({ key, kind }) => [key, kind === "change" ? 0 : 1]));
  // Longest way from a change; as many rounds as there are nodes end it even where edges make a circle.
  for (let round = 0; round < Math.min(nodes.length, 6); round++) {
    for (const { from, to } of edges) {
      layers.set(to, Math.min(6, Math.max(layers.get(to) ?? 1, (layers.get(from) ?? 0) + 1)));
    }
  }
  const filled = new Map<number, number>();
  return new Map(
    nodes.map((node) => {
      const layer = layers.get(node.key) ?? 0;
      const row = filled.get(layer) ?? 0;
      filled.set(layer, row + 1);
      return [node.key, { ...node, x: layer * (box.width + box.between), y: row * (box.height + box.gap) }];
    }),
  );
}

function edgePath(from: Placed | undefined, to: Placed | undefined, effect: ReachNode["effect"]): string {
  if (from === undefined || to === undefined) return "";
  const [x1, y1, x2, y2] = [from.x + box.width, from.y + box.height / 2, to.x, to.y + box.height / 2];
  const bend = box.between / 2;
  return `<path class="${effect}" d="M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}"/>`;
}

function nodeBox({ kind, name, database, effect, x, y }: Placed): string {
  const noun = kind === "change" ? "change" : kind.replace("-", " ");
  const words = fitting(lettersOf(database === undefined ? noun : `${noun} · ${database}`));
  const letters = lettersOf(name);
  return (
    `<g class="${kind === "change" ? "change" : "reader"} ${effect}"><title>${escapeHtml(letters.slice(0, 300).join(""))}</title>` +
    `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="6"/>` +
    `<text class="kind" x="${x + 10}" y="${y + 15}">${escapeHtml(words)}</text><text x="${x + 10}" y="${y + 31}">${escapeHtml(fitting(letters))}</text></g>`
  );
}

function lettersOf(text: string): readonly string[] {
  return [...text.replace(/\s+/g, " ").replace(/[\p{Cf}\p{Cc}]/gu, "")];
}

function fitting(letters: readonly string[]): string {
  return letters.length > lettersThatFit ? `${letters.slice(0, lettersThatFit - 1).join("")}…` : letters.join("");
}
