import type { ChecklistItem, StatedPolicies } from "../model/contract.ts";
import type { Location } from "../model/location.ts";
import type { ContractText } from "./contract-text.ts";
import { type DocumentPart, partAt, type Structure } from "./find-objects.ts";
import { plainText } from "./inline-text.ts";
import { readParts } from "./labels.ts";
import { parseSection } from "./parse-section.ts";
import { lookUp } from "./titles.ts";
import { documentWords } from "./vocabulary.ts";

const principles = ["idempotency", "separation", "non-destructive", "online-safe"] as const;
type Principle = (typeof principles)[number];

const principle = lookUp({
  idempotency: documentWords.idempotency,
  separation: documentWords.separation,
  "non-destructive": documentWords["non-destructive"],
  "online-safe": documentWords["online-safe"],
});

/** Which of its own policies a contract states: by a heading, or by a labelled line or item of its Migration Policy. */
export function readPolicies(contract: ContractText, structure: Structure): StatedPolicies {
  const labelled = labelledPrinciples(contract, structure);
  const find = (part: DocumentPart) => partAt(contract, structure, part);
  const stated = (part: Principle) => find(part) ?? labelled.get(part);
  return {
    idempotency: stated("idempotency"),
    separation: stated("separation"),
    nonDestructive: stated("non-destructive"),
    onlineSafe: stated("online-safe"),
    breakingChangeProtocol: find("breaking-protocol"),
    migrationHistory: find("migration-history"),
    changeLog: find("change-log"),
    dataRetention: find("retention"),
    accessControl: find("access-control") ?? find("roles"),
    sensitiveData: find("sensitive"),
    performance: find("performance"),
  };
}

function labelledPrinciples(contract: ContractText, structure: Structure): Map<Principle, Location> {
  const found = new Map<Principle, Location>();
  for (const section of structure.parts.get("migration-policy") ?? []) {
    const parts = readParts(contract, contract.subtree(section), { lookUp: principle, lists: new Set<Principle>() });
    for (const part of parts) {
      const value = part.value === undefined ? "" : plainText(contract.raw(part.value));
      const waived = /^(?:no|none|not required|not applicable|n\/a|-)\b/i.test(value);
      if (part.key !== undefined && part.level !== "heading" && !waived && !found.has(part.key))
        found.set(part.key, contract.at(part.at));
    }
  }
  return found;
}

/** The Breaking Change Checklist, each item from its box on: the task boxes under its heading, else those anywhere in the Breaking Change Protocol. */
export function readChecklist(contract: ContractText, structure: Structure): ChecklistItem[] {
  for (const part of ["checklist", "breaking-protocol"] as const) {
    const boxes = (structure.parts.get(part) ?? []).flatMap((section) =>
      contract
        .subtree(section)
        .flatMap((child) => parseSection(contract, { start: child.bodyStart, end: child.bodyEnd })),
    );
    const items = boxes.flatMap((block): ChecklistItem[] => {
      if (block.kind !== "line" || block.checked === undefined) return [];
      const start = contract.text.lastIndexOf("[", block.start);
      return [
        {
          at: contract.at({ start: start === -1 ? block.start : start, end: block.end }),
          text: plainText(contract.raw(block)),
          checked: block.checked,
        },
      ];
    });
    if (items.length > 0) return items;
  }
  return [];
}
