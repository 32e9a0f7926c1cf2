import type { QualifiedName } from "../model/name.ts";
import type { ReferentialAction } from "../model/schema.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { splitList } from "./split-list.ts";

/** The target of a foreign key as people write it. */
export type Target = { readonly table: QualifiedName; readonly columns: readonly string[] };

/** Tells `schema.table` from `table.column`: whether the contract has a table of this name. */
export type KnowsTable = (name: QualifiedName) => boolean;

/** Reads `users(id)`, `users.id`, `public.users (id)`, `users`, `billing.users.id`, with or without quotes and back-ticks. */
export function readTarget(sql: SqlReader, written: string, knows: KnowsTable): Target | undefined {
  const text = written
    .replaceAll("`", "")
    .replace(/^\s*(?:references|refs?|fk|→|->|=>)\s*:?\s*/i, "")
    .trim();
  const call = /^([^()]+?)\s*\(\s*([^()]+?)\s*\)/.exec(text);
  if (call?.[1] !== undefined && call[2] !== undefined) {
    const table = sql.readName(call[1]);
    return table === undefined
      ? undefined
      : { table, columns: splitList(call[2]).map((item) => columnName(sql, item.text)) };
  }
  const parts = text.match(/"[^"]*"|[^."\s]+/g) ?? [];
  if (parts.length === 0 || parts.length > 3 || /\s/.test(text.replaceAll(/"[^"]*"/g, ""))) return undefined;
  const whole = sql.readName(text);
  if (parts.length === 1) return whole === undefined ? undefined : { table: whole, columns: [] };
  const isTable = whole !== undefined && parts.length === 2 && (whole.schema === undefined || knows(whole));
  if (isTable) return { table: whole, columns: [] };
  const table = sql.readName(parts.slice(0, -1).join("."));
  return table === undefined ? undefined : { table, columns: [columnName(sql, parts.at(-1) ?? "")] };
}

/** A column's name as the reader folds it; capitals inside a word (`createdAt`) are kept where quotes would keep them. */
export function columnName(sql: SqlReader, written: string): string {
  const text = partFold(sql, written.replaceAll("`", "").trim());
  if (/^[a-z_][a-z0-9_]*$/.test(text)) return text;
  if (/[a-z0-9][A-Z]/.test(text) && !text.includes('"')) return text;
  const name = sql.readName(text);
  return name === undefined || name.schema !== undefined ? text.replaceAll('"', "") : name.name;
}

/** A column's, index's or constraint's name: MySQL and SQLite do not tell capitals in them apart, quoted or not. */
export function partFold({ dialect }: SqlReader, name: string): string {
  return dialect === "mysql" || dialect === "sqlite" ? name.toLowerCase() : name;
}

/** `undefined` where the text is no action. */
export function readAction(written: string): ReferentialAction | undefined {
  const text = written.replaceAll(/[`*_]/g, " ").replaceAll(/\s+/g, " ").trim().toLowerCase();
  const match = /^(?:on (?:delete|update) )?(no action|restrict|cascade|set null|set default)\b/.exec(text);
  if (match === null || /^cascade\/restrict$/.test(text)) return undefined;
  return match[1] as ReferentialAction;
}
