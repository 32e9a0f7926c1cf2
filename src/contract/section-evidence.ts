import type { ContractText } from "./contract-text.ts";
import { plainText } from "./inline-text.ts";
import { parseSection } from "./parse-section.ts";
import type { Section } from "./split-sections.ts";
import { roleOf } from "./table-roles.ts";

/** What a heading below Tables turned out to be, where its words leave that open. */
export type Evidence = "table" | "group" | "prose" | "part-of-previous";

/**
 * Whether a section's own body describes a table: a Columns table, a CREATE TABLE (of `name`, unless that is `own-body`), or a list of
 * columns such as "- `id` (Integer, PK)".
 */
export function describesTable(contract: ContractText, section: Section, name: string): boolean {
  const made = /\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w."]+)/i;
  return parseSection(contract, { start: section.bodyStart, end: section.bodyEnd }).some((block) => {
    if (block.kind === "table") {
      const titles = block.table.header.map((cell) => plainText(contract.raw(cell)));
      return name === "own-body" && roleOf(titles, undefined) === "columns";
    }
    if (block.kind === "code") {
      const table = made.exec(contract.raw({ start: block.fence.contentStart, end: block.fence.contentEnd }))?.[1];
      return table !== undefined && (name === "own-body" || table.toLowerCase().endsWith(name));
    }
    return (
      block.kind === "line" &&
      block.bullet &&
      name === "own-body" &&
      /^(?:\*\*)?`[^`]+`(?:\*\*)?\s*(?:\(|[-–—:])\s*\w+/.test(
        contract.raw({ start: block.start, end: Math.min(block.end, block.start + 200) }),
      )
    );
  });
}
