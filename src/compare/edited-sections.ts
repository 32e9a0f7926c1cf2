import type { DatabaseContract, SectionRange } from "../model/contract.ts";
import { commonEnds } from "../text/common-ends.ts";

/** Keys of the sections that a pull request adds, removes or rewrites, told by their texts. */
export type EditedSections = {
  readonly tables: readonly string[];
  readonly views: readonly string[];
  readonly routines: readonly string[];
};

const kinds = ["tables", "views", "routines"] as const;

/** Compares the sections' texts; white space at the ends of lines says nothing. */
export function editedSections(base: DatabaseContract | undefined, head: DatabaseContract | undefined): EditedSections {
  if (base !== undefined && base.text === head?.text) return { tables: [], views: [], routines: [] };
  const [tables, views, routines] = kinds.map((kind) => differing(base, head, kind));
  return { tables: tables ?? [], views: views ?? [], routines: routines ?? [] };
}

function differing(
  base: DatabaseContract | undefined,
  head: DatabaseContract | undefined,
  kind: (typeof kinds)[number],
): readonly string[] {
  const before = base?.sectionRanges[kind] ?? none;
  const after = head?.sectionRanges[kind] ?? none;
  const [old, text] = [base?.text ?? "", head?.text ?? ""];
  const ends = commonEnds(old, text);
  const isEdited = (key: string): boolean => {
    const [from, to] = [before.get(key), after.get(key)];
    if (from === undefined || to === undefined) return true;
    if (to.end <= ends.start && from.start === to.start && from.end === to.end) return false;
    const grown = text.length - old.length;
    if (to.start >= text.length - ends.end && from.start + grown === to.start && from.end + grown === to.end)
      return false;
    return trimmed(old.slice(from.start, from.end)) !== trimmed(text.slice(to.start, to.end));
  };
  const added = [...after.keys()].filter((key) => !before.has(key));
  return [...[...before.keys()].filter(isEdited), ...added];
}

const none: ReadonlyMap<string, SectionRange> = new Map();

function trimmed(text: string): string {
  return text.replace(/[ \t\r]+$/gm, "").trim();
}
