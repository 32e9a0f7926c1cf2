import type { Finding, Severity } from "../../model/finding.ts";
import type { Location } from "../../model/location.ts";
import { lockWords } from "../../model/lock.ts";
import type { ChecklistBox, ContractState, Report } from "../../model/report.ts";
import { type ChangeRow, rowsOf } from "../change-rows.ts";
import { countOf } from "../count-words.ts";
import { dialectNames, schemaSources } from "../names.ts";
import { untoldOf } from "../unread.ts";
import { escapeHtml } from "./escape.ts";
import { reachPicture } from "./reach-picture.ts";
import { codeHtml, inlineHtml, richHtml } from "./rich.ts";

const contractNames = { database: "Database", sql: "SQL", api: "API" } as const;

/** The databases at a glance, where the pull request touches several. */
export function databasesHtml({ databases = [] }: Report): string {
  if (databases.length === 0) return "";
  const rows = databases.map(({ name, dialect, baseSchemaFrom, verdict, counts }) => [
    codeHtml(name),
    `${dialectNames[dialect]}, ${schemaSources[baseSchemaFrom]}`,
    `<span class="${verdict === "failure" ? "bad" : "good"}">${countOf(counts.error, "error")}, ${countOf(counts.warning, "warning")}</span>`,
  ]);
  return `${section("Databases", table(["Database", "Read as", "Found"], rows))}\n`;
}

/** The state of the three contracts. */
export function contractsHtml(report: Report): string {
  const { contracts } = report;
  if (contracts.every(({ state }) => state === "not needed")) return "";
  const rows = contracts.map((state) => ({ database: state.database, cells: contractCells(state) }));
  return section("Contracts", tableOfDatabases(report, ["Contract", "File", "Version", "State"], rows));
}

function contractCells(contract: ContractState): string[] {
  const { state, path, findings } = contract;
  const tone = state === "up to date" ? "good" : state === "not needed" ? "soft" : "bad";
  const count = findings > 0 ? `, ${countOf(findings, "finding")}` : "";
  return [
    contractNames[contract.contract],
    path === undefined ? "" : codeHtml(path),
    versions(contract),
    `<span class="${tone}">${state}${count}</span>`,
  ];
}

function versions({ baseVersion, headVersion }: ContractState): string {
  const both = [baseVersion, headVersion].map((version) => escapeHtml((version ?? "none").slice(0, 40)));
  if (baseVersion === headVersion) return headVersion === undefined ? "" : (both[1] ?? "");
  return both.join(" → ");
}

const tones: Readonly<Record<ChangeRow["change"], string>> = {
  added: "good",
  dropped: "bad",
  renamed: "doubt",
  changed: "doubt",
};

/** The schema change as a table. */
export function changeHtml(report: Report): string {
  const rows = rowsOf(report);
  if (rows.length === 0) return "";
  const cells = rows.slice(0, mostRows).map((row) => ({ database: row.database, cells: changeCells(row) }));
  const head = ["Change", "Object", "Before", "After"];
  const open = tableOfDatabases(report, head, cells.slice(0, openRows));
  if (rows.length <= openRows) return section("What changes in the schema", open);
  const cut = rows.length > mostRows ? `<p>And ${countOf(rows.length - mostRows, "more row")}.</p>` : "";
  const folded = tableOfDatabases(report, head, cells.slice(openRows)) + cut;
  const summary = `<summary>${countOf(rows.length - openRows, "more row")}</summary>`;
  return section("What changes in the schema", `${open}<details>${summary}${folded}</details>`);
}

const mostRows = 1000;
/** What stands open: below it wait the checklist and the findings. */
const openRows = 40;

function changeCells({ change, kind, name, attribute, before, after }: ChangeRow): string[] {
  return [
    `<span class="${tones[change]}">${change}</span>`,
    `${kind} ${codeHtml(name)}${attribute === undefined ? "" : ` ${escapeHtml(attribute)}`}`,
    before === undefined ? "" : codeHtml(before),
    after === undefined ? "" : codeHtml(after),
  ];
}

/** Whom it reaches: breaking changes in words, and the picture. */
export function reachHtml(report: Report): string {
  if (report.impacts.length === 0) return "";
  const breaking = report.impacts.filter((impact) => impact.breaking).slice(0, 100);
  const safe = report.impacts.filter((impact) => !impact.breaking && impact.completesDeprecation).slice(0, 100);
  const items = [...breaking, ...safe].map(({ change, because, at, database, breaking: breaks }) => {
    const why = because === undefined ? "" : `. ${inlineHtml(because)}`;
    return `<li>${breaks ? '<strong class="bad">Breaking</strong>' : '<strong class="good">Safe</strong>'} ${databaseMark(database)}${inlineHtml(change)}${why} <span class="soft small">${place(at)}</span></li>`;
  });
  return section("What it reaches", `${items.length === 0 ? "" : `<ul>${items.join("")}</ul>`}${reachPicture(report)}`);
}

/** The lock that readers and writers wait for longest. */
export function heaviestLockHtml({ heaviestLock: lock }: Report): string {
  if (lock === undefined) return "";
  return section(
    "Heaviest lock",
    `<p>${databaseMark(lock.database)}${codeHtml(lock.table)} · ${escapeHtml(lockWords(lock))} · ${place(lock.at)}</p>`,
  );
}

const boxSigns: Readonly<Record<ChecklistBox["state"], string>> = {
  proved: '<span class="good" title="proved">✓</span>',
  refuted: '<span class="bad" title="refuted">✗</span>',
  "left to a person": '<span class="doubt" title="left to a person">○</span>',
};

/** The Breaking Change Checklist. */
export function checklistHtml({ checklist }: Report): string {
  if (checklist.length === 0) return "";
  const boxes = checklist.map(
    ({ text, state, reason }) =>
      `<li>${boxSigns[state]}<div>${inlineHtml(text)}<br><span class="soft small">${state === "proved" ? "" : `${state}: `}${inlineHtml(reason)}</span></div></li>`,
  );
  return section("Breaking Change Checklist", `<ul class="boxes">${boxes.join("")}</ul>`);
}

const severities: readonly (readonly [Severity, string])[] = [
  ["error", "error"],
  ["warning", "warning"],
  ["info", "note"],
];

/** Findings by severity. */
export function findingsHtml({ findings }: Report): string {
  return severities
    .map(([severity, noun]) => {
      const concerned = findings.filter((finding) => finding.severity === severity);
      return concerned.length === 0
        ? ""
        : section(capital(countOf(concerned.length, noun)), concerned.map(findingHtml).join(""));
    })
    .join("");
}

function findingHtml(finding: Finding): string {
  const { severity, rule, section: chapter, at, what, why, howToFix, related, lock, database } = finding;
  const also = related.length === 0 ? "" : ` · see ${related.slice(0, 5).map(place).join(", ")}`;
  const lockHtml = lock === undefined ? "" : `<dt>Lock</dt><dd>${escapeHtml(lockWords(lock))}</dd>`;
  return (
    `<article class="${severity}"><div class="small soft">${databaseMark(database)}${place(at)} · ${escapeHtml(rule)} · ${escapeHtml(chapter)}${also}</div>` +
    `${richHtml(what)}<dl><dt>Why</dt><dd>${richHtml(why)}</dd>${lockHtml}<dt>Fix</dt><dd>${richHtml(howToFix)}</dd></dl></article>`
  );
}

/** What was not fully read, as far as no finding says so. */
export function unreadHtml(report: Report): string {
  const diagnostics = untoldOf(report);
  if (diagnostics.length === 0) return "";
  const rows = diagnostics.slice(0, 1000).map(({ at, message }) => [place(at), inlineHtml(message)]);
  return section("Not fully read", table(["Where", "What"], rows));
}

function place({ path, start }: Location): string {
  return codeHtml(`${path}:${start.line}`);
}

function section(title: string, content: string): string {
  return `<section><h2>${escapeHtml(title)}</h2>${content}</section>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("");
  return `<div class="wide"><table><thead><tr>${head.map((cell) => `<th>${cell}</th>`).join("")}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function tableOfDatabases(
  { databases }: Report,
  head: readonly string[],
  rows: readonly { readonly database?: string | undefined; readonly cells: readonly string[] }[],
): string {
  const name = (database: string | undefined) => (database === undefined ? "" : codeHtml(database));
  const several = databases !== undefined;
  return table(
    several ? ["Database", ...head] : head,
    rows.map(({ database, cells }) => (several ? [name(database), ...cells] : cells)),
  );
}

function databaseMark(database: string | undefined): string {
  return database === undefined ? "" : `${codeHtml(database)} · `;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
