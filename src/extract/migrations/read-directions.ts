import type { Diagnostic } from "../../model/diagnostic.ts";
import type { MigrationFile, Script } from "../../model/migration.ts";
import type { FileText } from "../../model/snapshot.ts";
import type { SqlReader } from "../../model/sql-reader.ts";
import { LineIndex } from "../../text/line-index.ts";
import type { Format } from "./format.ts";
import { formatOf } from "./formats.ts";
import type { ListedMigration } from "./listing.ts";
import { migrationPath } from "./migration-path.ts";
import { findSections, type MarkedFile, rangeOf, type Section } from "./sections.ts";

type DirectionsRead = {
  readonly up: Script;
  readonly down: Script | undefined;
  readonly tool: string;
  readonly canHaveDown: boolean;
  readonly diagnostics: readonly Diagnostic[];
};

type Reading = {
  readonly listed: ListedMigration;
  readonly up: FileText;
  readonly down: FileText | undefined;
  readonly files: ReadonlyMap<string, FileText>;
  readonly sql: SqlReader;
};

/** Reads both directions of a migration, from its two files or from the markers within its one. */
export function readDirections({ listed, up, down, files, sql }: Reading): DirectionsRead {
  const diagnostics: Diagnostic[] = [];
  const say = (file: MigrationFile, text: FileText) => diagnostics.push(...notText(file.path, text));
  say(listed.up, up);
  if (listed.down !== undefined && down !== undefined) say(listed.down, down);
  const marked = up.kind === "text" && listed.down === undefined ? findSections(up.text) : undefined;
  const format = marked?.format ?? formatOf(listed.up.tool);
  const tool = format.tool === "sql" ? listed.up.tool : format.tool;
  const canHaveDown = format.down === "yes" || (format.down === "if-used" && listed.historyHasDowns);
  if (marked !== undefined && up.kind === "text") {
    diagnostics.push(...strayPreamble(listed.up.path, up.text, marked));
    const read = (direction: "up" | "down") => readSections(direction, listed.up, up.text, marked, sql);
    return { up: read("up") ?? blankScript(listed.up.path), down: read("down"), tool, canHaveDown: true, diagnostics };
  }
  const read = (file: MigrationFile, text: FileText) => readFile(file, text, format, files, sql);
  const downScript = listed.down === undefined || down === undefined ? undefined : read(listed.down, down);
  return {
    up: read(listed.up, up),
    down: downScript,
    tool,
    canHaveDown: canHaveDown || listed.down !== undefined,
    diagnostics,
  };
}

function readSections(
  direction: "up" | "down",
  file: MigrationFile,
  text: string,
  marked: MarkedFile,
  sql: SqlReader,
): Script | undefined {
  const sections: readonly Section[] = marked.sections.filter((section) => section.direction === direction);
  const covered = rangeOf(text, sections);
  if (covered === undefined) return undefined;
  const without = sections.some((section) => section.withoutTransaction) || isWithout(marked.format, text);
  return readScript({ path: file.path, ...covered }, marked.format, without, sql);
}

function readFile(
  file: MigrationFile,
  text: FileText,
  format: Format,
  files: ReadonlyMap<string, FileText>,
  sql: SqlReader,
): Script {
  if (text.kind !== "text") return blankScript(file.path, false);
  const settings = format.settings === undefined ? undefined : files.get(format.settings.file(file.path));
  const setSo = settings?.kind === "text" && (format.settings?.withoutTransaction.test(settings.text) ?? false);
  const named = migrationPath(file.path)?.autocommit ?? false;
  return readScript({ path: file.path, text: text.text }, format, setSo || named || isWithout(format, text.text), sql);
}

function isWithout(format: Format, text: string): boolean {
  return format.withoutTransaction?.test(text) ?? false;
}

type Stretch = {
  readonly path: string;
  readonly text: string;
  readonly range?: { readonly start: number; readonly end: number };
};

/** Reads once as the tool usually runs it, and again where what the script holds makes the tool run it otherwise. */
function readScript(stretch: Stretch, format: Format, without: boolean, sql: SqlReader): Script {
  const transactional = !without && format.transaction !== "never";
  const script = sql.readScript({ ...stretch, transactional });
  if (!transactional) return script;
  const single = script.statements.length === 1;
  const forbids = script.statements.some(({ text }) => forbidsTransaction.test(text));
  // Of plain scripts nobody knows who runs them: psql sends one statement after the other.
  const whole = format.transaction === "together" && format.tool !== "sql" ? { sentWhole: true } : {};
  if (format.transaction === "together" && single)
    return { ...sql.readScript({ ...stretch, transactional: false }), ...whole };
  if (format.transaction === "unless-concurrent" && forbids)
    return sql.readScript({ ...stretch, transactional: false });
  return format.transaction === "together" ? { ...script, ...whole } : { ...script, wrapped: true };
}

/** What PostgreSQL refuses in a transaction, and Flyway therefore runs outside of one. */
const forbidsTransaction =
  /^\s*(?:(?:create\s+(?:unique\s+)?|drop\s+)index\s+concurrently|reindex\b[^;]*\bconcurrently|vacuum|alter\s+system|(?:create|drop)\s+(?:database|tablespace|subscription))\b/i;

function strayPreamble(path: string, text: string, { preamble, format }: MarkedFile): readonly Diagnostic[] {
  const before = text.slice(preamble.start, preamble.end);
  const bare = before.replace(/\/\*[\s\S]*?\*\/|(?:--|#).*$/gm, (comment) => " ".repeat(comment.length));
  const from = bare.search(/[^\s;]/);
  if (from === -1) return [];
  const at = new LineIndex(path, text).location(from, bare.trimEnd().length);
  return [
    {
      kind: "unread-statement",
      at,
      message: `It stands before the first marker of ${format.tool}, which runs nothing there. Move it below the marker.`,
    },
  ];
}

function notText(path: string, file: FileText): readonly Diagnostic[] {
  const at = new LineIndex(path, "").location(0, 0);
  if (file.kind === "text") return [];
  if (file.kind === "too-large") {
    const message = `The file has ${file.bytes} bytes, and the limit is ${file.limit}: it was not read. Split it.`;
    return [{ kind: "limit-reached", at, message }];
  }
  const reason = file.kind === "binary" ? "it is binary" : file.reason;
  return [{ kind: "unread-file", at, message: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.` }];
}

function blankScript(path: string, blank = true): Script {
  return { path, statements: [], operations: [], diagnostics: [], blank };
}
