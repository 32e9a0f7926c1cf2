import type { MigrationEntry, MigrationField, RowForm } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Located } from "../model/location.ts";
import { readAnswer, saysNone } from "./answers.ts";
import type { ContractText, Range } from "./contract-text.ts";
import type { FoundObject } from "./find-objects.ts";
import { keyedRows, rowForm } from "./header-cells.ts";
import { codeSpans, plainText } from "./inline-text.ts";
import { type Part, readParts, valueOfPart } from "./labels.ts";
import { lazy } from "./lazy.ts";
import { type Block, parseSection, type TextLine } from "./parse-section.ts";
import { isPlaceholder } from "./placeholders.ts";
import { splitList } from "./split-list.ts";
import type { Section } from "./split-sections.ts";
import { lookUp } from "./titles.ts";
import { migrationWords } from "./vocabulary.ts";

type Key = keyof typeof migrationWords;
type Fields = Omit<MigrationEntry, "id" | "places" | "isLine" | "rowForm" | "at" | "headingAt" | "text">;
type Places = ReadonlySet<MigrationField>;

const migrationKey = lookUp(migrationWords);
const lists: ReadonlySet<Key> = new Set<Key>(["changes"]);
const fields = [
  "date",
  "type",
  "status",
  "changes",
  "rollback",
  "breaking",
  "affected-modules",
  "downtime",
] as const satisfies readonly (Key & MigrationField)[];
const everywhere: Places = new Set(fields);
const inItems: Places = new Set(["date", "changes"]);

/** The entry of one `### Migration: …` section; its fields are read when they are asked for. */
export function migrationOfSection(contract: ContractText, found: FoundObject): MigrationEntry {
  const range = { start: found.section.start, end: found.end };
  const sections = contract.subtree(found.section, found.end);
  return new LazyEntry(
    contract,
    found.title.names[0] ?? found.title.text,
    { range, heading: contract.headingRange(found.section), places: everywhere, isLine: false, rowForm: undefined },
    () => fieldsOf(contract, readParts(contract, sections, { lookUp: migrationKey, lists })),
  );
}

/** Entries that stand as rows of a table, or as items of a list, right under the Migration History heading. */
export function migrationsOfBody(
  contract: ContractText,
  section: Section,
): { entries: MigrationEntry[]; diagnostics: Diagnostic[] } {
  const blocks = parseSection(contract, { start: section.bodyStart, end: section.bodyEnd });
  const diagnostics = blocks.flatMap((block) =>
    block.kind === "broken-table"
      ? [contract.diagnostic(block, `The Migration History's table cannot be read: ${block.reason}.`)]
      : [],
  );
  const entries = blocks.flatMap((block) => {
    if (block.kind === "table") return entriesOfTable(contract, block);
    const isItem = block.kind === "line" && block.bullet && block.indent < 2;
    return isItem ? entryOfItem(contract, block) : [];
  });
  return { entries, diagnostics };
}

type Form = {
  readonly range: Range;
  readonly heading: Range;
  readonly places: Places;
  readonly isLine: boolean;
  readonly rowForm: RowForm | undefined;
};

class LazyEntry implements MigrationEntry {
  readonly id: string;
  readonly places: Places;
  readonly isLine: boolean;
  readonly rowForm: RowForm | undefined;
  readonly #contract: ContractText;
  readonly #range: Range;
  readonly #heading: Range;
  readonly #fields: () => Fields;

  constructor(
    contract: ContractText,
    id: string,
    { range, heading, places, isLine, rowForm: form }: Form,
    fields: () => Fields,
  ) {
    this.id = id;
    this.places = places;
    this.isLine = isLine;
    this.rowForm = form;
    this.#contract = contract;
    this.#range = range;
    this.#heading = heading;
    this.#fields = lazy(fields);
  }

  get at() {
    return this.#contract.at(this.#range);
  }
  get headingAt() {
    return this.#contract.at(this.#heading);
  }
  get text() {
    return this.#contract.raw(this.#range);
  }
  get date() {
    return this.#fields().date;
  }
  get type() {
    return this.#fields().type;
  }
  get status() {
    return this.#fields().status;
  }
  get changes() {
    return this.#fields().changes;
  }
  get rollbackPlan() {
    return this.#fields().rollbackPlan;
  }
  get breaking() {
    return this.#fields().breaking;
  }
  get affectedModules() {
    return this.#fields().affectedModules;
  }
  get downtime() {
    return this.#fields().downtime;
  }
}

function fieldsOf(contract: ContractText, parts: readonly Part<Key>[]): Fields {
  const stated = (key: Key) => {
    const value = valueOfPart(contract, parts, key);
    return value === undefined || isPlaceholder(value.value) ? undefined : value;
  };
  return {
    date: stated("date"),
    type: stated("type"),
    status: stated("status"),
    changes: parts.filter((part) => part.key === "changes").flatMap((part) => textsOf(contract, part)),
    rollbackPlan: rollbackOf(contract, parts),
    breaking: answered(stated("breaking")),
    affectedModules: affectedOf(contract, parts),
    downtime: answered(stated("downtime")),
  };
}

function answered(value: Located<string> | undefined): Located<boolean> | undefined {
  const answer = value === undefined ? undefined : saysNone(value.value) ? false : readAnswer(value.value);
  return value === undefined || answer === undefined ? undefined : { value: answer, at: value.at };
}

function textsOf(contract: ContractText, part: Part<Key>): string[] {
  const lines = part.blocks.filter((block): block is TextLine => block.kind === "line");
  const texts = [...(part.value === undefined ? [] : [part.value]), ...lines].map((range) =>
    plainText(contract.raw(range)).replaceAll(/\s+/g, " "),
  );
  return texts.filter((text) => text !== "" && !isPlaceholder(text));
}

/** The plan's words and SQL; the template's own comment counts as nothing. */
function rollbackOf(contract: ContractText, parts: readonly Part<Key>[]): Located<string> | undefined {
  const part = parts.find((candidate) => candidate.key === "rollback");
  if (part === undefined) return undefined;
  const texts = part.value === undefined ? [] : [contract.raw(part.value)];
  let end = part.value?.end ?? part.at.end;
  for (const block of part.blocks) {
    if (block.kind === "comment") continue;
    texts.push(
      contract.raw(block.kind === "code" ? { start: block.fence.contentStart, end: block.fence.contentEnd } : block),
    );
    end = block.end;
  }
  const text = texts.join("\n").trim();
  const value = isPlaceholder(text) || /^--\s*rollback sql if needed$/i.test(text) ? "" : text;
  return contract.located(value, { start: part.at.start, end });
}

function affectedOf(contract: ContractText, parts: readonly Part<Key>[]): Located<readonly string[]> | undefined {
  const part = parts.find((candidate) => candidate.key === "affected-modules");
  if (part === undefined) return undefined;
  const lines = part.blocks.filter((block): block is TextLine => block.kind === "line");
  const ranges = [...(part.value === undefined ? [] : [part.value]), ...lines];
  if (ranges.length === 0 || ranges.every((range) => isPlaceholder(contract.raw(range)))) return undefined;
  const names = ranges.flatMap((range) => namesIn(contract, range));
  return contract.located(names, { start: part.at.start, end: ranges.at(-1)?.end ?? part.at.end });
}

function namesIn(contract: ContractText, range: Range): string[] {
  const raw = contract.raw(range);
  const text = plainText(raw);
  if (saysNone(text) || /^(?:none|n\/a|keine?|aucun|ningun|nenhum|无|なし|нет)(?:\s*[(（,;:.–—-]|$)/i.test(text))
    return [];
  return splitList(raw)
    .map((item) => /^\W*`([^`]+)`/.exec(item.text)?.[1] ?? plainText(item.text).replace(/\s+(?:[-–—]\s|\().*$/s, ""))
    .filter((name) => name !== "");
}

function entriesOfTable(contract: ContractText, block: Block & { kind: "table" }): MigrationEntry[] {
  const rows = keyedRows(contract, block.table, migrationKey);
  const form = rowForm(contract, block.table, migrationKey);
  if (!form.includes("id")) return [];
  const places = new Set(fields.filter((field) => form.includes(field)));
  return rows.flatMap((row) => {
    const id = row.cells.get("id");
    const text = id === undefined ? "" : plainText(contract.raw(id));
    if (id === undefined || saysNone(text) || isPlaceholder(text)) return [];
    const stated = (key: Key) => {
      const cell = row.cells.get(key);
      const value = cell === undefined ? "" : plainText(contract.raw(cell)).replaceAll(/\s+/g, " ");
      return cell === undefined || value === "" || isPlaceholder(value) ? undefined : contract.located(value, cell);
    };
    const affected = row.cells.get("affected-modules");
    const changes = stated("changes")?.value;
    const read = (): Fields => ({
      date: stated("date"),
      type: stated("type"),
      status: stated("status"),
      changes: changes === undefined ? [] : [changes],
      rollbackPlan: stated("rollback"),
      breaking: answered(stated("breaking")),
      affectedModules: affected === undefined ? undefined : contract.located(namesIn(contract, affected), affected),
      downtime: answered(stated("downtime")),
    });
    return [new LazyEntry(contract, text, { range: row, heading: id, places, isLine: true, rowForm: form }, read)];
  });
}

/** "- 2026-01-10 `0007_add_region`: adds …" */
function entryOfItem(contract: ContractText, item: TextLine): MigrationEntry[] {
  const [span] = codeSpans(contract.text, item);
  const text = plainText(contract.raw(item));
  const day = /\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  const id = span?.value ?? /^(?:\d{4}-\d{2}-\d{2}\W+)?(\S+?)[:,]?(?:\s|$)/.exec(text)?.[1];
  if (id === undefined || !/\d/.test(id) || saysNone(text)) return [];
  const read = (): Fields => ({
    date: day === undefined ? undefined : contract.located(day, item),
    type: undefined,
    status: undefined,
    changes: [text],
    rollbackPlan: undefined,
    breaking: undefined,
    affectedModules: undefined,
    downtime: undefined,
  });
  return [
    new LazyEntry(
      contract,
      id,
      { range: item, heading: item, places: inItems, isLine: true, rowForm: undefined },
      read,
    ),
  ];
}
