import type { Location } from "../model/location.ts";
import type { ContractText, Range } from "./contract-text.ts";
import { exampleRanges, inside, isExampleTitle } from "./example-ranges.ts";
import { type ObjectKind, type ObjectTitle, readObjectTitle } from "./object-title.ts";
import { isPlaceholder } from "./placeholders.ts";
import { describesTable, type Evidence } from "./section-evidence.ts";
import type { Section } from "./split-sections.ts";
import { lookUp, normaliseTitle } from "./titles.ts";
import { documentWords, objectWords } from "./vocabulary.ts";

export type DocumentPart = keyof typeof documentWords;

/** One object's section; `end` reaches further than the section where sub-headings were written at its own level. */
export type FoundObject = {
  readonly kind: ObjectKind;
  readonly title: ObjectTitle;
  readonly section: Section;
  readonly end: number;
};

/** Where a database contract keeps what. */
export type Structure = {
  readonly objects: readonly FoundObject[];
  /** The first section of each part. */
  readonly parts: ReadonlyMap<DocumentPart, readonly Section[]>;
  readonly unnamed: readonly { readonly at: Range; readonly title: string }[];
  /** Stretches that an "EXAMPLE ONLY" comment takes out. */
  readonly examples: readonly Range[];
};

const documentPart = lookUp(documentWords);
const objectPart = lookUp(objectWords);
const holders: Partial<Record<DocumentPart, ObjectKind>> = {
  tables: "table",
  views: "view",
  routines: "routine",
  enums: "enum",
  "migration-history": "migration",
};

/** Finds the parts of a database contract and the sections of its objects from the headings alone; texts are looked at only where a heading leaves it open. */
export function findObjects(contract: ContractText): Structure {
  const finder = new ObjectFinder(contract);
  finder.walk(undefined);
  if (!finder.parts.has("tables")) finder.walkForTables();
  return finder;
}

class ObjectFinder implements Structure {
  readonly objects: FoundObject[] = [];
  readonly parts = new Map<DocumentPart, Section[]>();
  readonly unnamed: { at: Range; title: string }[] = [];
  readonly #contract: ContractText;
  readonly examples: readonly Range[];

  constructor(contract: ContractText) {
    this.#contract = contract;
    this.examples = exampleRanges(contract);
  }

  walk(parent: Section | undefined): void {
    for (const section of this.#contract.children(parent)) {
      if (this.#isExample(section)) continue;
      const rawTitle = this.#contract.rawTitle(section);
      const title = readObjectTitle(rawTitle);
      const named = title.kind !== undefined && title.names.length > 0;
      if (named && title.kind !== undefined) this.#push(title.kind, title, section, section.end);
      else this.#enter(section, documentPart(normaliseTitle(rawTitle)));
    }
  }

  /** A contract without a Tables part: sections that hold a Columns table or a CREATE TABLE are its tables. */
  walkForTables(): void {
    const taken = new Set(this.objects.map((object) => object.section.index));
    for (const section of this.#contract.outline.sections) {
      if (taken.has(section.index) || this.#hasKnownAncestor(section, taken) || this.#isExample(section)) continue;
      const title = readObjectTitle(this.#contract.rawTitle(section));
      const normal = normaliseTitle(this.#contract.rawTitle(section));
      if (documentPart(normal) !== undefined || objectPart(normal) !== undefined || title.names.length === 0) continue;
      if (!describesTable(this.#contract, section, "own-body")) continue;
      taken.add(section.index);
      this.#push("table", title, section, section.end);
    }
  }

  #enter(section: Section, part: DocumentPart | undefined): void {
    if (part === undefined || this.#isTitleOfAll(section, part)) {
      this.walk(section);
      return;
    }
    const sections = this.parts.get(part);
    if (sections === undefined) this.parts.set(part, [section]);
    else sections.push(section);
    const holds = holders[part];
    if (holds === undefined) this.walk(section);
    else this.#collect(section, holds);
  }

  /** `# Data Model` over the whole document is its title, not its Tables part. */
  #isTitleOfAll(section: Section, part: DocumentPart): boolean {
    if (holders[part] === undefined) return false;
    const below = this.#contract.children(section, 50);
    const parts = new Set(below.map((child) => documentPart(normaliseTitle(this.#contract.rawTitle(child)))));
    parts.delete(undefined);
    return parts.has("tables") || parts.size > 1;
  }

  #collect(parent: Section, holds: ObjectKind): void {
    const children = this.#contract.children(parent);
    const repeated = repeatedTitles(this.#contract, children);
    for (const child of children) this.#place(child, holds, repeated);
  }

  #place(child: Section, holds: ObjectKind, repeated: ReadonlySet<string>): void {
    if (inside(this.examples, child.start)) return;
    const rawTitle = this.#contract.rawTitle(child);
    const title = readObjectTitle(rawTitle);
    const kind = title.kind ?? holds;
    if (title.kind !== undefined && title.names.length > 0) this.#push(kind, title, child, child.end);
    else if (this.#isExample(child, true)) return;
    else if (holds === "migration") this.#push(kind, { ...title, names: [title.text] }, child, child.end);
    else if (title.certain) this.#pushNamed(kind, title, child);
    else this.#placeUncertain(child, title, holds, repeated);
  }

  #placeUncertain(child: Section, title: ObjectTitle, holds: ObjectKind, repeated: ReadonlySet<string>): void {
    const normal = normaliseTitle(this.#contract.rawTitle(child));
    const evidence = this.#evidence(child, title, normal, repeated);
    const part = documentPart(normal);
    if (evidence === "part-of-previous") this.#extendLast(child);
    else if (part !== undefined && holders[part] !== undefined && evidence !== "table") this.#enter(child, part);
    else if (evidence === "group") this.#collect(child, holds);
    else if (evidence === "table") this.#pushNamed(title.kind ?? holds, title, child);
  }

  #pushNamed(kind: ObjectKind, title: ObjectTitle, child: Section): void {
    if (title.names.length > 0) this.#push(kind, title, child, child.end);
    else if (!isPlaceholder(title.text)) this.#pushUnnamed(kind, title, child);
  }

  #evidence(child: Section, title: ObjectTitle, normal: string, repeated: ReadonlySet<string>): Evidence {
    const known = objectPart(normal) !== undefined || repeated.has(normal);
    const lower = isBareName(title);
    if (!known && lower) return "table";
    const below = this.#contract.children(child);
    const titles = below.map((section) => this.#contract.rawTitle(section));
    const partsBelow = titles.some((below) => objectPart(normaliseTitle(below)) !== undefined);
    if (known) {
      const sought = objectPart(normal) === "columns" ? normal : "own-body";
      return partsBelow || (lower && describesTable(this.#contract, child, sought)) ? "table" : "part-of-previous";
    }
    if (partsBelow || describesTable(this.#contract, child, "own-body")) return "table";
    if (below.length > 0) return "group";
    return "prose";
  }

  #extendLast(section: Section): void {
    const last = this.objects.at(-1);
    if (last !== undefined) this.objects[this.objects.length - 1] = { ...last, end: section.end };
  }

  /** A heading such as "Customer accounts": the section's own DDL may name the table, else nobody does. */
  #pushUnnamed(kind: ObjectKind, title: ObjectTitle, section: Section): void {
    const text = this.#contract.text.slice(section.bodyStart, Math.min(section.end, section.bodyStart + 20_000));
    const made = [
      ...text.matchAll(/\bcreate\s+(?:table|view|materialized\s+view)\s+(?:if\s+not\s+exists\s+)?([\w."]+)/gi),
    ];
    const name = made[0]?.[1];
    if (made.length === 1 && name !== undefined) {
      this.#push(kind, { ...title, names: [name], certain: true }, section, section.end);
    } else this.unnamed.push({ at: this.#contract.headingRange(section), title: title.text });
  }

  #push(kind: ObjectKind, title: ObjectTitle, section: Section, end: number): void {
    const [name] = title.names;
    if (name !== undefined && isPlaceholder(name)) return;
    this.objects.push({ kind, title, section, end });
  }

  #isExample(section: Section, amongObjects = false): boolean {
    if (inside(this.examples, section.start)) return true;
    const rawTitle = this.#contract.rawTitle(section);
    if (!isExampleTitle(rawTitle)) return false;
    return !amongObjects || !/^[\p{Ll}_`"]+$/u.test(rawTitle);
  }

  #hasKnownAncestor(section: Section, taken: ReadonlySet<number>): boolean {
    for (let above = section.parent; above !== -1; above = this.#contract.section(above)?.parent ?? -1) {
      if (taken.has(above)) return true;
      const parent = this.#contract.section(above);
      if (parent !== undefined && this.#isExample(parent)) return true;
    }
    return false;
  }
}

/** A name as nobody would begin a heading in prose: `users`, `orderItems`, `users (core)`, `users - who may sign in`. */
function isBareName({ names: [name], text }: ObjectTitle): boolean {
  if (name === undefined || !/^[\p{Ll}_][\p{L}\p{N}_.$]*$/u.test(name) || !text.startsWith(name)) return false;
  return /^(?:$|\s*[(:：|–—]|\s+-|\s+(?:table|view)$)/iu.test(text.slice(name.length));
}

/** Titles that stand more than once among siblings: sub-headings written at the tables' own level. */
function repeatedTitles(contract: ContractText, children: readonly Section[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const child of children) {
    const raw = contract.rawTitle(child);
    if (/[`:"]/.test(raw) || /^[\p{Ll}_][\p{Ll}\p{N}_.]*$/u.test(raw)) continue;
    const title = normaliseTitle(raw);
    if (seen.has(title)) repeated.add(title);
    seen.add(title);
  }
  return repeated;
}

/** The location of a part's first heading. */
export function partAt(contract: ContractText, structure: Structure, part: DocumentPart): Location | undefined {
  const [section] = structure.parts.get(part) ?? [];
  return section === undefined ? undefined : contract.at(contract.headingRange(section));
}
