import type { RoleGrant } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { QualifiedName } from "../model/name.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { code } from "../text/markdown.ts";
import { saysNone } from "./answers.ts";
import type { ContractText, Range } from "./contract-text.ts";
import { isPlaceholder } from "./placeholders.ts";
import { splitList } from "./split-list.ts";

const all =
  "all|\\*|\\*\\.\\*|all tables|all (?:other )?tables and views|all objects|any|any table|entire database|whole database|" +
  "alle|alle tabellen|toutes|toutes les tables|tous|todas|todas las tablas|todas as tabelas|todos|全部|所有表|すべて|全テーブル|все|все таблицы";
const others =
  "all other tables|all others|others|other tables|everything else|anything else|default|the rest|alle anderen|sonstige";
const saysAll = new RegExp(`^(?:${all})$`, "iu");
/** All tables, or those that no other row speaks of. */
export const saysOthers = new RegExp(`^(?:${all}|${others})$`, "iu");
const exception =
  /^(.+?)[\s,;]*[(:]?\b(?:except(?: for)?|but not|but|excluding|without|other than|außer|ohne|sauf|excepto|exceto)\b:?\s*(.+?)\)?$/isu;

/** Which tables a text speaks of: "users, orders", "ALL except audit_log", "all tables in billing". */
export function readScope(
  contract: ContractText,
  sql: SqlReader,
  place: Range,
  text: string,
  diagnostics: Diagnostic[],
): Pick<RoleGrant, "tables" | "except"> {
  const [, before, after] = exception.exec(text) ?? [];
  const scope = (before ?? text).replace(/\s*\([^)]*\)\s*$/, "");
  const names = (part: string) => namesOfTables(contract, sql, place, part, diagnostics);
  return {
    tables: scope === "" || saysAll.test(scope) ? undefined : names(scope),
    except: after === undefined ? [] : names(after),
  };
}

/** The tables that a list names; what is no name becomes a diagnostic at its place. */
export function namesOfTables(
  contract: ContractText,
  sql: SqlReader,
  place: Range,
  text: string,
  diagnostics: Diagnostic[],
): QualifiedName[] {
  if (isPlaceholder(text) || saysNone(text)) return [];
  const names: QualifiedName[] = [];
  for (const { text: item } of splitList(text, /,|;|、|，|\/|&|\s+and\s+|\s+und\s+|\s+y\s+|\s+et\s+|\n/iy)) {
    const written = item.replace(/^(?:and|und)\s+/i, "").replace(/\s*\(.*\)$/s, "");
    const schema = /^(?:all tables in\s+)?("[^"]+"|[\p{L}\p{N}_$]+)\.\*$|^all tables in (?:schema )?(\S+)$/iu.exec(
      written,
    );
    const inSchema = sql.readName(`${schema?.[1] ?? schema?.[2] ?? ""}.x`);
    const name = schema === null ? sql.readName(written) : inSchema && { schema: inSchema.schema, name: "*" };
    if (name !== undefined) names.push(name);
    else diagnostics.push(contract.diagnostic(place, `${code(item)} is no table's name.`));
  }
  return names;
}
