import type { PerformanceNote } from "../model/contract.ts";
import type { ContractText, Range } from "./contract-text.ts";
import type { Structure } from "./find-objects.ts";
import { plainText } from "./inline-text.ts";
import { parseSection } from "./parse-section.ts";
import { findPlaceholders } from "./placeholders.ts";

/** Reads Performance Considerations and what stands below it, line by line and row by row; what the template left to be filled in says nothing. */
export function readPerformanceNotes(contract: ContractText, structure: Structure): PerformanceNote[] {
  const sections = (structure.parts.get("performance") ?? []).flatMap((section) => contract.subtree(section));
  return sections.flatMap((section) => {
    const heading = plainText(contract.rawTitle(section));
    let label = "";
    return parseSection(contract, { start: section.bodyStart, end: section.bodyEnd }).flatMap((block) => {
      if (block.kind === "table") return block.table.rows.map((row) => note(contract, row, heading));
      if (block.kind !== "line") return [];
      const text = plainText(contract.raw(block)).trim();
      if (/[:：]$/.test(text)) label = text;
      else if (!block.bullet && block.fresh) label = "";
      return findPlaceholders(contract, block).length > 0 ? [] : [note(contract, block, `${heading} ${label}`.trim())];
    });
  });
}

function note(contract: ContractText, range: Range, under: string): PerformanceNote {
  return { at: contract.at(range), text: plainText(contract.raw(range)), under };
}
