import type { Contracts } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { FileText } from "../model/snapshot.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { code } from "../text/markdown.ts";
import type { ContractPaths } from "./find-contracts.ts";
import { readApiContract } from "./read-api-contract.ts";
import { readDatabaseContract } from "./read-database-contract.ts";
import { readSqlContract } from "./read-sql-contract.ts";
import { RecentContracts } from "./recent-contracts.ts";

/** Reads the contracts at `paths`. One whose file holds no text is empty and has a diagnostic that says why. */
export function readContracts(files: ReadonlyMap<string, FileText>, paths: ContractPaths, sql: SqlReader): Contracts {
  const recent = recentOf(sql);
  return {
    database: read(files, paths.database, recent.database),
    sql: read(files, paths.sql, recent.sql),
    api: read(files, paths.api, recent.api),
  };
}

type Recent = ReturnType<typeof recentContracts>;

const recents = new WeakMap<SqlReader, Recent>();

function recentOf(sql: SqlReader): Recent {
  const known = recents.get(sql) ?? recentContracts(sql);
  recents.set(sql, known);
  return known;
}

function recentContracts(sql: SqlReader) {
  return {
    database: new RecentContracts((source) => readDatabaseContract(source, sql)),
    sql: new RecentContracts((source) => readSqlContract(source, sql)),
    api: new RecentContracts((source) => readApiContract(source, sql)),
  };
}

function read<Contract extends { readonly diagnostics: readonly Diagnostic[] }>(
  files: ReadonlyMap<string, FileText>,
  path: string | undefined,
  contracts: RecentContracts<Contract>,
): Contract | undefined {
  const file = path === undefined ? undefined : files.get(path);
  if (path === undefined || file === undefined) return undefined;
  if (file.kind === "text" && file.text.trim() !== "") return contracts.read({ path, text: file.text });
  const start = { line: 1, column: 1, offset: 0 };
  const diagnostic: Diagnostic = {
    kind: "unread-file",
    at: { path, start, end: start },
    message: file.kind === "text" ? `${code(path)} is empty.` : whyUnread(path, file),
  };
  const empty = contracts.readAnew({ path, text: "" });
  return Object.defineProperty(empty, "diagnostics", { value: [diagnostic] });
}

function whyUnread(path: string, file: Exclude<FileText, { kind: "text" }>): string {
  switch (file.kind) {
    case "binary":
      return `${code(path)} holds no text (${file.bytes} bytes of something else).`;
    case "too-large":
      return `${code(path)} has ${file.bytes} bytes, more than the limit of ${file.limit}. Keep each database in a contract of its own, beside its migrations.`;
    case "unreadable":
      return `${code(path)} cannot be read: ${file.reason}`;
    default:
      return file satisfies never;
  }
}
