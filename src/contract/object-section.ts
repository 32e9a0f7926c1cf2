import type { Deprecation } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Located } from "../model/location.ts";
import type { QualifiedName } from "../model/name.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { code } from "../text/markdown.ts";
import type { ContractText } from "./contract-text.ts";
import { deprecationIn, deprecationOfCell, findDeprecation } from "./deprecation.ts";
import type { FoundObject } from "./find-objects.ts";
import { type Part, readParts, valueOfPart } from "./labels.ts";
import { isPlaceholder } from "./placeholders.ts";
import type { KnowsTable } from "./references.ts";
import { lookUp } from "./titles.ts";
import { objectWords } from "./vocabulary.ts";

export type ObjectPart = keyof typeof objectWords;

/** What it takes to read an object's section. */
export type SectionContext = {
  readonly contract: ContractText;
  readonly sql: SqlReader;
  readonly knows: KnowsTable;
};

const objectPart = lookUp(objectWords);
const lists: ReadonlySet<ObjectPart> = new Set<ObjectPart>([
  "used-by",
  "depends-on",
  "columns",
  "indexes",
  "foreign-keys",
  "values",
  "constraints",
  "parameters",
]);

/** A section's titled parts. */
export function partsOf(contract: ContractText, found: FoundObject): Part<ObjectPart>[] {
  const sections = contract.subtree(found.section, found.end);
  return readParts(contract, sections, { lookUp: objectPart, lists });
}

/** A date or other labelled value; placeholders and empty values are none. */
export function statedValue(
  contract: ContractText,
  parts: readonly Part<ObjectPart>[],
  key: ObjectPart,
): Located<string> | undefined {
  const value = valueOfPart(contract, parts, key);
  return value === undefined || isPlaceholder(value.value) ? undefined : value;
}

/** A mark on the whole object: in its heading, its status, a label of its own, or its first lines. */
export function deprecationOfObject(
  contract: ContractText,
  found: FoundObject,
  name: QualifiedName,
  parts: readonly Part<ObjectPart>[],
): Deprecation | undefined {
  const heading = contract.headingRange(found.section);
  if (found.title.struck) return { at: contract.at(heading), since: undefined, note: found.title.text };
  const beside = found.title.text.replace(name.name, " ");
  const inTitle = deprecationIn(beside.trim());
  if (inTitle !== undefined) return { at: contract.at(heading), since: inTitle.since, note: found.title.text };
  for (const part of parts) {
    if (part.level === "heading" && part.key !== "deprecated") continue;
    if (part.key === "status" && part.value !== undefined) {
      const mark = deprecationOfCell(contract, part.value, "status");
      if (mark !== undefined) return mark;
    }
    if (part.key === "deprecated") {
      const range = part.value ?? part.blocks.find((block) => block.kind === "line") ?? part.at;
      const mark = deprecationOfCell(contract, range, "deprecated");
      if (mark !== undefined) return mark;
    }
    const ownWords = part.level === "root" || part.key === "purpose" || part.key === "notes" ? part : undefined;
    if (ownWords?.value !== undefined) {
      const mark = findDeprecation(contract, ownWords.value);
      if (mark !== undefined) return mark;
    }
    for (const block of ownWords?.blocks ?? []) {
      const mark = block.kind === "line" && !block.bullet && block.fresh ? markOfLine(contract, block) : undefined;
      if (mark !== undefined) return mark;
    }
  }
  return undefined;
}

/** A line of its own speaks of the table only when the mark leads it: "`old_email` (deprecated)" speaks of a column. */
function markOfLine(
  contract: ContractText,
  line: { readonly start: number; readonly end: number },
): Deprecation | undefined {
  const raw = contract.raw({ start: line.start, end: Math.min(line.end, line.start + 200) });
  return /^[^\p{L}`]{0,12}(?:this (?:table|view|function|procedure) |status:?\s*|\[!\w+\]\s*)?[^\p{L}`]{0,6}(?:@?deprecated|is deprecated|veraltet|obsol|已弃用|废弃|非推奨|устар)/iu.test(
    raw,
  )
    ? findDeprecation(contract, line)
    : undefined;
}

/** Tables that GitHub does not show as tables, in parts whose content is needed. */
export function brokenTables(contract: ContractText, parts: readonly Part<ObjectPart>[]): Diagnostic[] {
  return parts.flatMap((part) =>
    part.blocks.flatMap((block) => {
      if (block.kind !== "broken-table") return [];
      return [
        contract.diagnostic(
          block,
          `${part.title === "" ? "This table" : `The table under ${code(part.title)}`} cannot be read: ${block.reason}.`,
        ),
      ];
    }),
  );
}
