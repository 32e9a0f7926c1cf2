import type { AppliedMigration } from "../../model/comparison.ts";
import type { MigrationEntry } from "../../model/contract.ts";
import type { Migration } from "../../model/migration.ts";
import type { RuleContext } from "../define-rule.ts";
import { oncePerReview } from "../once-per-review.ts";
import { type Work, workOf } from "../work.ts";

/** A migration that the pull request brings, with the entries of the Migration History that speak of it. */
export type NewMigration = {
  readonly applied: AppliedMigration;
  readonly work: Work;
  readonly entries: readonly MigrationEntry[];
};

/**
 * The migrations that the pull request adds and that do something. An entry belongs to the migrations that it names, by number, title or file;
 * a new entry that names none is taken to speak of those that no other entry names.
 */
export const newMigrations = oncePerReview((context): readonly NewMigration[] => {
  const entries = context.head.database?.migrations ?? [];
  const added = context.comparison.migrations
    .filter(({ status }) => status === "added")
    .map((applied) => ({ applied, work: workOf(applied) }))
    .filter(({ work }) => work.schema || work.data);
  const isAboutNone = (entry: MigrationEntry) => !added.some(({ applied }) => isAbout(entry, applied.migration));
  const loose = newHistoryEntries(context).filter(isAboutNone);
  return added.map(({ applied, work }) => {
    const named = entries.filter((entry) => isAbout(entry, applied.migration));
    return { applied, work, entries: named.length > 0 ? named : loose };
  });
});

/** Entries of the Migration History that the pull request adds. */
export function newHistoryEntries({ base, head }: RuleContext): readonly MigrationEntry[] {
  const known = new Set(base.database?.migrations.map(({ id }) => slug(id)));
  return (head.database?.migrations ?? []).filter(({ id }) => !known.has(slug(id)));
}

/** New entries, each with the new migrations that it speaks of. Entries of none are left out: nothing can be held against them. */
export function entriesWithMigrations(
  context: RuleContext,
): readonly { readonly entry: MigrationEntry; readonly migrations: readonly NewMigration[] }[] {
  const migrations = newMigrations(context);
  return newHistoryEntries(context).flatMap((entry) => {
    const own = migrations.filter(({ entries }) => entries.includes(entry));
    return own.length === 0 ? [] : { entry, migrations: own };
  });
}

function isAbout(entry: MigrationEntry, migration: Migration): boolean {
  const id = slug(entry.id);
  const title = slug(migration.title);
  return (
    hasNumber(entry.id, migration.id) ||
    id === slug(migration.id) ||
    (title !== "" && id === title) ||
    (title.length >= 8 && id.includes(title)) ||
    migration.files.some((file) => namesOf(file).some((name) => entry.text.includes(name)))
  );
}

/** What an entry may call a file: its path, its name, its name without the ending. Names that every migration of a tool has say nothing. */
function namesOf(path: string): readonly string[] {
  const file = path.split("/").at(-1) ?? path;
  const stem = file.replace(/\.[^.]+$/, "").replace(/\.(up|down|do|undo)$/, "");
  const folder = path.split("/").at(-2) ?? "";
  const isGeneric = /^(migration|up|down|change)$/i.test(stem);
  return isGeneric
    ? [path, ...(folder.length >= 8 ? [folder] : [])]
    : [path, file, ...(stem.length >= 4 ? [stem] : [])];
}

const isoDay = /^\d{4}-\d\d-\d\d(?!\d)/;
const oneNumber = String.raw`v?\d+(?:\.\d+)*(?![\p{L}\d])`;
const numberList = new RegExp(
  String.raw`^${oneNumber}(?:\s*(?:[-–—,;/&+]|and|to|through|\.\.+)\s*${oneNumber})*`,
  "iu",
);

/** Whether the id begins with the number, or with a list or range that holds it: `0002_phone`, `V2 - phone`, `0002 / 0003`, `0002–0004: phones`. */
function hasNumber(id: string, number: string): boolean {
  const plain = id.replace(/[`*"]/g, "").trim();
  const list = isoDay.test(plain) ? "" : (numberList.exec(plain)?.[0] ?? "");
  const numbers = list.match(/v?\d[\d.]*/gi) ?? [];
  if (numbers.some((one) => bare(one) === bare(number))) return /^v?[\d.]+$/i.test(number);
  const [from, to, ...more] = numbers;
  if (from === undefined || to === undefined || more.length > 0 || !/[-–—]|to|through|\.\./i.test(list)) return false;
  return [from, number, to].every((one) => /^v?\d+$/i.test(one)) && isBetween(bare(from), bare(number), bare(to));
}

/** `2`, `0002`, `V2` and `v0002` are one number. */
function bare(number: string): string {
  return number.replace(/^v(?=\d)/i, "").replace(/^0+(?=\d)/, "");
}

function isBetween(from: string, number: string, to: string): boolean {
  return BigInt(from) < BigInt(number) && BigInt(number) < BigInt(to);
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}
