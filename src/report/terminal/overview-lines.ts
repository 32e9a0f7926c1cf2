import type { Reach } from "../../model/comparison.ts";
import { lockWords } from "../../model/lock.ts";
import type { ContractState, Report, ReviewedImpact } from "../../model/report.ts";
import { type ChangeRow, rowsOf } from "../change-rows.ts";
import { countOf } from "../count-words.ts";
import { plainText } from "../rich-text.ts";
import { untoldOf } from "../unread.ts";
import type { Style } from "./style.ts";
import { columns, plain, wrap } from "./text-layout.ts";

const mostRows = 60;
const mostReaders = 12;

/** The name before what is said of one of several databases; nothing where there is one. */
function databaseMark(database: string | undefined): string {
  return database === undefined ? "" : `${plain(database, 60)}: `;
}

/** The three contracts, one line each; none where none is concerned. */
export function contractLines({ contracts }: Report, style: Style): string[] {
  const shown = contracts.filter(({ state }) => state !== "not needed");
  if (shown.length === 0) return [];
  const lines = columns(
    shown.map((state) => [
      `  ${databaseMark(state.database)}${state.contract}`,
      plain(state.path ?? "", 80),
      versions(state),
      stateWords(state),
    ]),
  );
  const painted = shown.map((state, at) => {
    const paint = state.state === "up to date" ? style.green : style.red;
    return (lines[at] ?? "").replace(stateWords(state), paint);
  });
  return [style.bold("Contracts"), ...painted, ""];
}

function stateWords({ state, findings }: ContractState): string {
  return `${state}${findings > 0 ? `, ${countOf(findings, "finding")}` : ""}`;
}

function versions({ baseVersion, headVersion }: ContractState): string {
  const both = [baseVersion, headVersion].map((version) => plain(version ?? "none", 24));
  return baseVersion === headVersion ? (both[1] ?? "") : both.join(" → ");
}

const marks = { added: "+", dropped: "-", renamed: ">", changed: "~" } as const;

/** What changes in the schema, one line each. */
export function changeLines(report: Report, style: Style, width: number): string[] {
  const rows = rowsOf(report);
  if (rows.length === 0) return [];
  const shown = rows.slice(0, mostRows);
  const colours = { added: style.green, dropped: style.red, renamed: style.yellow, changed: style.yellow };
  const lines = columns(shown.map((row) => [`  ${marks[row.change]} ${row.kind}`, objectOf(row), valuesOf(row)]));
  const rest = rows.length - shown.length;
  return [
    style.bold("Schema change"),
    ...lines.map((line, at) => colours[shown[at]?.change ?? "changed"](cut(line, width))),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    "",
  ];
}

function objectOf({ name, attribute, database }: ChangeRow): string {
  return databaseMark(database) + plain(attribute === undefined ? name : `${name} ${attribute}`, 60);
}

function valuesOf({ before, after }: ChangeRow): string {
  return [before, after]
    .filter((value) => value !== undefined)
    .map((value) => plain(value, 120))
    .join(" → ");
}

function cut(line: string, width: number): string {
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

/** Whom each change reaches; readers that are only touched are counted. */
export function reachLines({ impacts }: Report, style: Style): string[] {
  if (impacts.length === 0) return [];
  const shown = impacts.slice(0, 30);
  return [
    style.bold("Reaches"),
    ...shown.flatMap((impact) => impactLines(impact, style)),
    ...(impacts.length > shown.length ? [`  and ${countOf(impacts.length - shown.length, "more change")}`] : []),
    "",
  ];
}

function impactLines(impact: ReviewedImpact, style: Style): string[] {
  const { change, breaking, because, completesDeprecation, reaches, database } = impact;
  const mark = breaking ? style.red("  breaking") : completesDeprecation ? style.green("  safe") : "";
  const felt = reaches.filter(({ effect }) => effect !== "touches");
  const lines = [...directReaders(felt).values()].map((group) => readerLine(group, style));
  const reason = because !== undefined && felt.length === 0 ? [`    ${plain(plainText(because, true), 200)}`] : [];
  return [
    `  ${databaseMark(database)}${plain(plainText(change, true), 200)}${mark}`,
    ...reason,
    ...lines.slice(0, mostReaders),
    ...(lines.length > mostReaders ? [`    and ${lines.length - mostReaders} more`] : []),
    ...touchedLines(reaches, breaking).map((line) => style.dim(`    ${line}`)),
  ];
}

/** A query's text tells that it does without the part that breaks; of a module that uses the object nothing does. */
function touchedLines(reaches: readonly Reach[], breaking: boolean): readonly string[] {
  const touched = reaches.filter(({ effect }) => effect === "touches");
  const unknown = breaking ? touched.filter(({ kind }) => kind === "module").length : 0;
  const known = touched.length - unknown;
  return [
    ...(known > 0 ? [`touches ${countOf(known, "reader")} that need not change`] : []),
    ...(unknown > 0
      ? [`may reach ${countOf(unknown, "module")}: the contracts do not say what is used of the object`]
      : []),
  ];
}

/** Readers by the one that feels the change first, through which the others feel it. */
function directReaders(reaches: readonly Reach[]): ReadonlyMap<string, Reach[]> {
  const groups = new Map<string, Reach[]>();
  for (const reach of reaches) {
    const first = reach.via.find(({ kind }) => kind !== "column" && kind !== "table") ?? reach;
    const key = `${first.kind} ${first.name}`;
    groups.set(key, [...(groups.get(key) ?? []), reach]);
  }
  return groups;
}

function readerLine(group: readonly Reach[], style: Style): string {
  const named = ({ kind, name }: Pick<Reach, "kind" | "name">) => plain(`${kind} ${name}`, 80);
  const [some] = group;
  const first = some?.via.find(({ kind }) => kind !== "column" && kind !== "table");
  const head = first === undefined || first.kind === "column" ? some : { kind: first.kind, name: first.name };
  const others = group.filter(({ kind, name }) => kind !== head?.kind || name !== head.name);
  const shown = others.slice(0, 5).map(named);
  const rest = others.length > shown.length ? `, and ${others.length - shown.length} more` : "";
  const breaks = group.some(({ effect }) => effect === "breaks");
  const arrow = shown.length === 0 ? "" : ` → ${shown.join(", ")}${rest}`;
  return `    ${breaks ? style.red("breaks") : style.yellow("alters")}  ${head === undefined ? "" : named(head)}${arrow}`;
}

/** The lock that readers and writers wait for longest. */
export function lockLines({ heaviestLock: lock }: Report, style: Style, width: number): string[] {
  if (lock === undefined) return [];
  const { path, start } = lock.at;
  const words = `${databaseMark(lock.database)}${lock.table} · ${lockWords(lock)} (${path}:${start.line})`;
  return [style.bold("Heaviest lock"), ...wrap(plain(words, 300), width - 2).map((line) => `  ${line}`), ""];
}

/** The checklist: `x` proved, `!` refuted, blank for a person. */
export function checklistLines({ checklist }: Report, style: Style, width: number): string[] {
  if (checklist.length === 0) return [];
  const lines = checklist.flatMap(({ text, state, reason }) => {
    const box = { proved: style.green("[x]"), refuted: style.red("[!]"), "left to a person": "[ ]" }[state];
    const why = wrap(plain(plainText(reason, true), 300), Math.max(30, width - 6));
    return [`  ${box} ${plain(plainText(text), 120)}`, ...why.map((line) => style.dim(`      ${line}`))];
  });
  return [style.bold("Breaking Change Checklist"), ...lines, ""];
}

/** What was not fully read, as far as no finding says so, one line each. */
export function unreadLines(report: Report, style: Style): string[] {
  const diagnostics = untoldOf(report);
  if (diagnostics.length === 0) return [];
  const shown = diagnostics
    .slice(0, 30)
    .map(({ at, message }) => `  ${plain(`${at.path}:${at.start.line}`)}  ${plain(plainText(message, true), 300)}`);
  const rest = diagnostics.length - shown.length;
  return [style.bold("Not fully read"), ...shown, ...(rest > 0 ? [`  and ${rest} more`] : []), ""];
}
