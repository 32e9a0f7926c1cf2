import type { Diagnostic } from "../model/diagnostic.ts";
import type { Report } from "../model/report.ts";
import { countOf } from "./count-words.ts";

const unreadKinds: ReadonlySet<Diagnostic["kind"]> = new Set([
  "unread-statement",
  "unread-file",
  "dynamic-sql",
  "limit-reached",
]);

/** What stands in a migration or file and could not be analysed, so that a clean result says less than it seems to. */
export function unreadOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ kind }) => unreadKinds.has(kind));
}

/** Migrations in programming languages, of which nothing but that they are there is known. */
export function unreadMigrationsOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ codeMigration }) => codeMigration !== undefined);
}

/** `2 migrations in Python, 1 migration in Ruby`; empty where there are none. */
export function unreadMigrations(diagnostics: readonly Diagnostic[]): string {
  const languages = unreadMigrationsOf(diagnostics).map(({ codeMigration }) => codeMigration?.language ?? "");
  return [...new Set(languages)]
    .map((language) => `${countOf(languages.filter((one) => one === language).length, "migration")} in ${language}`)
    .join(", ");
}

const toldBy: Readonly<Partial<Record<Diagnostic["kind"], string>>> = {
  "unread-statement": "unread-statement",
  "unread-file": "unread-file",
  "dynamic-sql": "dynamic-sql-unread",
  "limit-reached": "limit-reached",
};

/** Diagnostics that no finding of the report speaks of at their place: those whose rule is switched off, and those of which a rule tells only the first. */
export function untoldOf({ diagnostics, findings }: Pick<Report, "diagnostics" | "findings">): readonly Diagnostic[] {
  const told = new Set(findings.map(({ rule, at }) => placeOf(rule, at)));
  return diagnostics.filter(({ kind, at }) => !told.has(placeOf(toldBy[kind], at)));
}

function placeOf(rule: string | undefined, { path, start, end }: Diagnostic["at"]): string {
  return JSON.stringify([rule, path, start.offset, end.offset]);
}
