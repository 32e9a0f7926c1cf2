import type { DatabaseContract } from "../model/contract.ts";
import type { ContractText } from "./contract-text.ts";
import type { Structure } from "./find-objects.ts";
import { type Part, readParts, valueOfPart } from "./labels.ts";
import { isPlaceholder } from "./placeholders.ts";
import { lookUp } from "./titles.ts";
import { technologyWords } from "./vocabulary.ts";

type Key = keyof typeof technologyWords;
const technologyKey = lookUp(technologyWords);

/** Reads the Database Technology section: which engine, which version. */
export function readTechnology(contract: ContractText, structure: Structure): DatabaseContract["technology"] {
  const sections = [...(structure.parts.get("technology") ?? []), ...(structure.parts.get("overview") ?? [])];
  const parts: Part<Key>[] = sections.flatMap((section) =>
    readParts(contract, [{ start: section.bodyStart, end: section.bodyEnd }], {
      lookUp: technologyKey,
      lists: new Set<Key>(),
    }),
  );
  const stated = (key: Key) => {
    const value = valueOfPart(contract, parts, key);
    return value === undefined || isPlaceholder(value.value) ? undefined : value;
  };
  return { type: stated("type"), version: stated("version") };
}
