import type { Report } from "../../model/report.ts";
import { code } from "../../text/markdown.ts";
import { countOf } from "../count-words.ts";
import { dialectNames, schemaSources } from "../names.ts";
import { markdownTable } from "./table.ts";

const signs = { success: "✅", failure: "❌", neutral: "➖" } as const;

/** The databases at a glance, where the pull request touches several. */
export function databaseTable({ databases = [] }: Report): string[] {
  if (databases.length === 0) return [];
  const rows = databases.map(({ name, dialect, baseSchemaFrom, verdict, counts }) => [
    code(name),
    `${dialectNames[dialect]}, ${schemaSources[baseSchemaFrom]}`,
    `${signs[verdict]} ${countOf(counts.error, "error")}, ${countOf(counts.warning, "warning")}`,
  ]);
  return [markdownTable(["Database", "Read as", "Found"], rows)];
}

/** A table in which each row begins with the name of its database, where there are several. */
export function tableOfDatabases(
  report: Report,
  head: readonly string[],
  rows: readonly { readonly database?: string | undefined; readonly cells: readonly string[] }[],
): string {
  if (report.databases === undefined)
    return markdownTable(
      head,
      rows.map(({ cells }) => cells),
    );
  return markdownTable(
    ["Database", ...head],
    rows.map(({ database, cells }) => [database === undefined ? "" : code(database), ...cells]),
  );
}

/** The name before what is said of one of several databases; nothing where there is one. */
export function databaseMark(database: string | undefined): string {
  return database === undefined ? "" : `${code(database)} · `;
}
