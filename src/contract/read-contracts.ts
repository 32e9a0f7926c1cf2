import type { Contracts } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { FileText } from "../model/snapshot.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { code } from "../text/markdown.ts";
import type { ContractPaths } from "./find-contracts.ts";
import { readApiContract } from "./read-api-contract.ts";
import { readDatabaseContract } from "./read-database-contract.ts";
import { readSqlContract } from "./read-sql-contract.ts";

/** Reads the contracts at `paths`. One whose file holds no text is empty and has a diagnostic that says why. */
export function readContracts(files: ReadonlyMap<string, FileText>, paths: ContractPaths, sql: SqlReader): Contracts {
  return {
    database: read(files, paths.database, (source) => readDatabaseContract(source, sql)),
    sql: read(files, paths.sql, (source) => readSqlContract(source, sql)),
    api: read(files, paths.api, (source) => readApiContract(source, sql)),
  };
}

type Source = { readonly path: string; readonly text: string };

function read<Contract extends { readonly diagnostics: readonly Diagnostic[] }>(
  files: ReadonlyMap<string, FileText>,
  path: string | undefined,
  readText: (source: Source) => Contract,
): Contract | undefined {
  const file = path === undefined ? undefined : files.get(path);
  if (path === undefined || file === undefined) return undefined;
  if (file.kind === "text") return readText({ path, text: file.text });
  const start = { line: 1, column: 1, offset: 0 };
  const diagnostic: Diagnostic = {
    kind: "unread-file",
    at: { path, start, end: start },
    message: whyUnread(path, file),
  };
  return Object.defineProperty(readText({ path, text: "" }), "diagnostics", { value: [diagnostic] });
}

function whyUnread(path: string, file: Exclude<FileText, { kind: "text" }>): string {
  switch (file.kind) {
    case "binary":
      return `${code(path)} holds no text (${file.bytes} bytes of something else).`;
    case "too-large":
      return `${code(path)} has ${file.bytes} bytes, more than the limit of ${file.limit}.`;
    case "unreadable":
      return `${code(path)} cannot be read: ${file.reason}`;
    default:
      return file satisfies never;
  }
}
