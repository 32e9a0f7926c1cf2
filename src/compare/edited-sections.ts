import type { DatabaseContract } from "../model/contract.ts";

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
  const [tables, views, routines] = kinds.map((kind) => differing(base?.sectionTexts[kind], head?.sectionTexts[kind]));
  return { tables: tables ?? [], views: views ?? [], routines: routines ?? [] };
}

function differing(
  base: ReadonlyMap<string, string> = new Map(),
  head: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const keys = new Set([...base.keys(), ...head.keys()]);
  return [...keys].filter(
    (key) => base.get(key) !== head.get(key) && trimmed(base.get(key)) !== trimmed(head.get(key)),
  );
}

function trimmed(text: string | undefined): string | undefined {
  return text?.replace(/[ \t\r]+$/gm, "").trim();
}
