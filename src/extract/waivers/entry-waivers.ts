import { type Node, parseTree } from "jsonc-parser";
import type { Waiver } from "../../model/waiver.ts";
import { type LineIndex, lineIndexOf } from "../../text/line-index.ts";
import { nestsDeeperThan } from "../../text/nesting-depth.ts";
import { readReason } from "./read-directive.ts";

/** JSON has no comments: `"schema_warden_allow": [{ "rule": …, "because": … }]` in a query's entry covers the entry, at the top the file. */
export function readEntryWaivers(path: string, text: string): readonly Waiver[] {
  if (!text.includes("schema_warden_allow") || nestsDeeperThan(text, deepest)) return [];
  const root = parseTree(text);
  if (root === undefined) return [];
  const lines = lineIndexOf(path, text);
  const waivers: Waiver[] = [];
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const list = node.type === "object" ? member(node, "schema_warden_allow") : undefined;
    for (const entry of list?.children ?? []) waivers.push(waiverOf(entry, node, node === root, lines));
    open.push(...(node.children ?? []));
  }
  return waivers.sort((left, right) => left.at.start.offset - right.at.start.offset);
}

function waiverOf(entry: Node, owner: Node, wholeFile: boolean, lines: LineIndex): Waiver {
  const rule = entry.type === "object" ? member(entry, "rule") : undefined;
  const because = entry.type === "object" ? member(entry, "because") : undefined;
  const name: unknown = rule?.value;
  return {
    at: locate(entry, lines),
    word: "allow",
    scope: wholeFile ? "file" : "entry",
    covers: locate(owner.parent?.type === "property" ? owner.parent : owner, lines),
    rules: rule === undefined || typeof name !== "string" ? [] : [{ value: name, at: locate(rule, lines) }],
    reason: typeof because?.value === "string" ? readReason(because.value) : undefined,
  };
}

function member(object: Node, name: string): Node | undefined {
  return object.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];
}

function locate({ offset, length }: Node, lines: LineIndex) {
  return lines.location(offset, offset + length);
}

/** Nobody nests a contract so deep. */
const deepest = 200;
