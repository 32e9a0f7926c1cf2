import type { Diagnostic } from "../model/diagnostic.ts";
import type { Location } from "../model/location.ts";
import type { Script } from "../model/migration.ts";
import type { Operation, Statement } from "../model/operation.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { type ContractText, within } from "./contract-text.ts";
import type { Part } from "./labels.ts";
import { findPlaceholders } from "./placeholders.ts";
import type { Fence } from "./split-sections.ts";
import type { objectWords } from "./vocabulary.ts";

type ObjectPart = keyof typeof objectWords;

type DdlReading = {
  readonly ddl: { readonly at: Location; readonly script: Script } | undefined;
  readonly diagnostics: readonly Diagnostic[];
};

const sqlLanguages = new Set([
  "",
  "sql",
  "pgsql",
  "postgres",
  "postgresql",
  "plpgsql",
  "psql",
  "ddl",
  "mysql",
  "sqlite",
  "tsql",
]);
const otherParts: ReadonlySet<ObjectPart> = new Set<ObjectPart>([
  "samples",
  "migrations",
  "used-by",
  "depends-on",
  "notes",
  "parameters",
  "returns",
]);
const definition = /\b(?:create|alter|comment\s+on|grant)\b/i;

/** Reads an object's DDL blocks as one script: those under its definition, not its sample queries and migrations. Statements of dialects the reader does not speak become diagnostics. */
export function readDdl(contract: ContractText, sql: SqlReader, parts: readonly Part<ObjectPart>[]): DdlReading {
  const fences = parts
    .filter((part) => ![part.key, ...part.under].some((key) => key !== undefined && otherParts.has(key)))
    .flatMap((part) => part.blocks)
    .flatMap((block) => (block.kind === "code" && sqlLanguages.has(block.fence.language) ? [block.fence] : []));
  const diagnostics: Diagnostic[] = [];
  const scripts: { fence: Fence; script: Script }[] = [];
  for (const fence of fences) {
    const range = { start: fence.contentStart, end: fence.contentEnd };
    const text = contract.raw(range);
    if (!definition.test(text)) continue;
    const placeholder = findPlaceholders(contract, range)[0];
    if (placeholder !== undefined) {
      diagnostics.push({
        kind: "contract",
        at: placeholder.at,
        message: "This DDL block still holds a placeholder of the template and is not read.",
      });
      continue;
    }
    const script = sql.readScript({ path: contract.path, text: contract.text, range, transactional: true });
    scripts.push({ fence, script });
    diagnostics.push(
      ...script.diagnostics.map(({ at, message }) => ({
        kind: "contract" as const,
        at,
        message: `In this DDL block: ${message}`,
      })),
    );
  }
  const first = scripts[0];
  const last = scripts.at(-1);
  if (first === undefined || last === undefined) return { ddl: undefined, diagnostics };
  const at = contract.at({ start: first.fence.start, end: last.fence.end });
  return { ddl: { at, script: joined(scripts.map(({ script }) => script)) }, diagnostics };
}

/** Several blocks as one script; statements are numbered anew. */
function joined(scripts: readonly Script[]): Script {
  const [first] = scripts;
  if (first !== undefined && scripts.length === 1) return first;
  const statements: Statement[] = [];
  const operations: Operation[] = [];
  for (const script of scripts) {
    const offset = statements.length;
    const renumbered = new Map(
      script.statements.map((statement) => [statement, { ...statement, index: statement.index + offset }]),
    );
    statements.push(...renumbered.values());
    for (const operation of script.operations) {
      operations.push({ ...operation, statement: renumbered.get(operation.statement) ?? operation.statement });
    }
  }
  const diagnostics = scripts.flatMap((script) => script.diagnostics);
  return {
    path: first?.path ?? "",
    statements,
    operations,
    diagnostics,
    blank: scripts.every((script) => script.blank),
  };
}

/** Diagnostics for fences and comments that swallow what follows: never closed, or closed by the end of the next one. */
export function unclosedBlocks(contract: ContractText): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const fence of contract.outline.fences) {
    const opening = { start: fence.start, end: Math.min(fence.contentStart, fence.start + 40) };
    if (!fence.closed)
      diagnostics.push({
        ...contract.diagnostic(opening, "This code block is never closed: all that follows it is read as code."),
        kind: "unread-file",
      });
    else if (holdsFenceOpening(contract.text, fence)) {
      diagnostics.push(
        contract.diagnostic(
          opening,
          "This code block holds the opening of another one: its closing fence seems to be missing, and the sections between are read as code.",
        ),
      );
    }
  }
  for (const comment of contract.outline.comments) {
    if (comment.closed) continue;
    diagnostics.push({
      ...contract.diagnostic(
        { start: comment.start, end: comment.start + 4 },
        "This comment is never closed: all that follows it is hidden.",
      ),
      kind: "unread-file",
    });
  }
  return diagnostics;
}

function holdsFenceOpening(text: string, fence: Fence): boolean {
  if (["markdown", "md", "text", "txt"].includes(fence.language)) return false;
  const mark = text.slice(fence.start, fence.start + 3);
  for (
    let at = text.indexOf(mark, fence.contentStart);
    at !== -1 && at < fence.contentEnd;
    at = text.indexOf(mark, at + 3)
  ) {
    if (text.charAt(at - 1) === "\n" && /^(?:`{3}|~{3})\w+[ \t]*\r?\n/.test(text.slice(at, at + 40))) return true;
  }
  return false;
}

/** The fences of a contract that make an enum or another type. */
export function typeFences(contract: ContractText, from: number, to: number): Fence[] {
  return within(contract.outline.fences, { start: from, end: to }).filter((fence) =>
    /\bcreate\s+type\b/i.test(contract.raw({ start: fence.contentStart, end: fence.contentEnd })),
  );
}
