import { lockWords } from "../../model/lock.ts";
import type { ContractState, Report } from "../../model/report.ts";
import { code, prose } from "../../text/markdown.ts";
import { type ChangeRow, rowsOf } from "../change-rows.ts";
import { countOf } from "../count-words.ts";
import { mermaidOf } from "../mermaid.ts";
import { untoldOf } from "../unread.ts";
import { databaseMark, tableOfDatabases } from "./database-table.ts";
import type { Detail } from "./detail.ts";
import { inlineMarkdown } from "./inline.ts";

const contractNames = { database: "Database", sql: "SQL", api: "API" } as const;
const stateSigns: Readonly<Record<ContractState["state"], string>> = {
  "up to date": "✅",
  "not updated": "❌",
  "to be corrected": "❌",
  missing: "❌",
  unreadable: "❌",
  "not needed": "➖",
};

/** The three contracts at a glance. */
export function contractTable(report: Report): string[] {
  const { contracts } = report;
  if (contracts.every(({ state }) => state === "not needed")) return [];
  const rows = contracts.map((state) => ({ database: state.database, cells: contractCells(state) }));
  return [tableOfDatabases(report, ["Contract", "File", "Version", "State"], rows)];
}

function contractCells(contract: ContractState): string[] {
  const { path, state, findings } = contract;
  return [
    contractNames[contract.contract],
    path === undefined ? "" : code(path),
    versions(contract),
    `${stateSigns[state]} ${state}${findings > 0 ? `, ${countOf(findings, "finding")}` : ""}`,
  ];
}

function versions({ baseVersion, headVersion }: ContractState): string {
  if (baseVersion === headVersion) return headVersion === undefined ? "" : code(headVersion, 40);
  return `${baseVersion === undefined ? "none" : code(baseVersion, 40)} → ${headVersion === undefined ? "none" : code(headVersion, 40)}`;
}

const rowSigns: Readonly<Record<ChangeRow["change"], string>> = {
  added: "➕ added",
  dropped: "➖ dropped",
  renamed: "🔁 renamed",
  changed: "✏️ changed",
};

/** What changes in the schema, row by row. */
export function changeTable(report: Report, detail: Detail): string[] {
  const rows = rowsOf(report);
  if (rows.length === 0) return [];
  const shown = rows.slice(0, detail.changeRows);
  const cells = shown.map((row) => ({ database: row.database, cells: changeCells(row) }));
  const table = tableOfDatabases(report, ["Change", "Object", "Before", "After"], cells);
  const rest = rows.length - shown.length;
  return [
    "### What changes in the schema",
    ...(shown.length === 0 ? [] : [table]),
    ...(rest > 0
      ? [`${shown.length === 0 ? "" : "And "}${countOf(rest, shown.length === 0 ? "row" : "more row")}.`]
      : []),
  ];
}

function changeCells({ change, kind, name, attribute, before, after }: ChangeRow): string[] {
  const object = `${kind} ${code(name)}${attribute === undefined ? "" : ` ${inlineMarkdown(attribute, 60)}`}`;
  return [rowSigns[change], object, before === undefined ? "" : code(before), after === undefined ? "" : code(after)];
}

/** Whom the change reaches: the breaking changes in words, those that end a deprecation safely, and a picture where there is one. */
export function reachSection({ impacts }: Report, detail: Detail): string[] {
  if (impacts.length === 0) return [];
  const picture = detail.picture ? mermaidOf(impacts) : undefined;
  const breaking = impacts.filter((impact) => impact.breaking).slice(0, 20);
  const safe = impacts.filter((impact) => !impact.breaking && impact.completesDeprecation).slice(0, 20);
  const lines = [...breaking, ...safe].map(
    ({ change, because, database, breaking: breaks }) =>
      `- **${breaks ? "Breaking" : "Safe"}:** ${databaseMark(database)}${inlineMarkdown(change, 300)}${because === undefined ? "" : `. ${inlineMarkdown(because, 300)}`}`,
  );
  return [
    "### What it reaches",
    ...(lines.length === 0 ? [] : [lines.join("\n")]),
    ...(picture === undefined ? [] : pictureBlocks(picture, impacts)),
  ];
}

/** A picture in which nobody feels anything is folded away. */
function pictureBlocks(picture: string, impacts: Report["impacts"]): string[] {
  const block = `\`\`\`mermaid\n${picture}\`\`\``;
  const reaches = impacts.flatMap((impact) => impact.reaches);
  if (reaches.some(({ effect }) => effect !== "touches")) return [block];
  const readers = new Set(reaches.map(({ kind, name }) => `${kind} ${name}`)).size;
  const summary = impacts.some(({ breaking, reaches: own }) => breaking && own.some(({ kind }) => kind === "module"))
    ? `${countOf(readers, "reader")} of the same objects, of which the contracts do not say what they use`
    : `${countOf(readers, "reader")} of the same objects need not change`;
  return [`<details><summary>${summary}</summary>`, block, "</details>"];
}

/** The lock that readers and writers wait for longest. */
export function lockLine({ heaviestLock: lock }: Report): string[] {
  if (lock === undefined) return [];
  const { path, start } = lock.at;
  return [
    `🔒 **Heaviest lock:** ${databaseMark(lock.database)}${code(lock.table)} · ${prose(lockWords(lock).slice(0, 200))} (${code(`${path}:${start.line}`, 160)})`,
  ];
}

const boxSigns = { proved: "", refuted: "❌ ", "left to a person": "👤 " } as const;

/** The Breaking Change Checklist: ticked where the engine proved a box. */
export function checklistSection({ checklist }: Report, detail: Detail): string[] {
  if (checklist.length === 0) return [];
  const shown = checklist.slice(0, detail.boxes).map(({ text, state, reason }) => {
    const why = detail.boxReasons ? ` — ${boxSigns[state]}${inlineMarkdown(reason, 300)}` : "";
    return `- [${state === "proved" ? "x" : " "}] **${inlineMarkdown(text, 160)}**${why}`;
  });
  const rest = checklist.length - shown.length;
  const count = (state: string) => checklist.filter((box) => box.state === state).length;
  const tally = `${count("proved")} proved, ${count("refuted")} refuted, ${count("left to a person")} left to a person.`;
  return ["### Breaking Change Checklist", tally, shown.join("\n"), ...(rest > 0 ? [`And ${rest} more.`] : [])];
}

/** What could not be read, as far as no finding says so, folded away. */
export function unreadSection(report: Report, detail: Detail): string[] {
  const diagnostics = untoldOf(report);
  if (diagnostics.length === 0) return [];
  const shown = diagnostics
    .slice(0, detail.unread)
    .map(({ at, message }) => `- ${code(`${at.path}:${at.start.line}`, 160)} ${inlineMarkdown(message, 300)}`);
  const title = `❔ ${countOf(diagnostics.length, "thing")} ${diagnostics.length === 1 ? "was" : "were"} not fully read`;
  const rest = diagnostics.length - shown.length;
  if (shown.length === 0) return [`${title}.`];
  return [
    `<details><summary>${title}</summary>`,
    shown.join("\n"),
    ...(rest > 0 ? [`And ${rest} more.`] : []),
    "</details>",
  ];
}
