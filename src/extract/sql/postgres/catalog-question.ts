import type { TableUse } from "../../../model/schema.ts";
import { parse } from "./load-parser.ts";
import { readQueryNode } from "./read-query.ts";
import { Tokens } from "./tokens.ts";

const lookups: ReadonlySet<string> = new Set([
  "to_regclass",
  "to_regtype",
  "to_regproc",
  "to_regprocedure",
  "to_regnamespace",
  "to_regrole",
  "pg_get_serial_sequence",
  "col_description",
  "obj_description",
]);

/**
 * Whether a condition or query asks the catalog what is there, and nothing else: its tables are catalogs, or it looks a name up, or it
 * goes by a variable that was set so.
 */
export function isCatalogQuestion(text: string, fromCatalog: ReadonlySet<string>): boolean {
  const words = wordsOf(text);
  const isQuery = /^\s*(?:select|with)\b/i.test(text);
  const outcome = parse(isQuery ? text : `SELECT ${text}`);
  const node = outcome.kind === "parsed" ? outcome.statements[0]?.node : undefined;
  if (node === undefined || !("SelectStmt" in node)) return false;
  const { tables, routines } = readQueryNode(node);
  if (tables.length > 0) return tables.every(isCatalog);
  return (
    routines.some(({ name }) => lookups.has(name)) ||
    /::\s*reg(?:class|type|proc|procedure|namespace|role)\b/i.test(text) ||
    words.some((word) => fromCatalog.has(word))
  );
}

function isCatalog({ table }: TableUse): boolean {
  if (table.schema === undefined) return table.name.startsWith("pg_");
  return table.schema === "pg_catalog" || table.schema === "information_schema";
}

function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  const tokens = new Tokens(text);
  while (tokens.nextSignificant()) if (tokens.kind === "word") words.push(tokens.keyword);
  return words;
}
