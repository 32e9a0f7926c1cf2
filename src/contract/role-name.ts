import type { SqlReader } from "../model/sql-reader.ts";

/** A role in brackets' company (`app_user (runtime)`), folded as the dialect folds names. */
export function roleName(sql: SqlReader, written: string): string {
  const bare = written.replace(/\s*\([^)]*\)\s*$/, "").trim();
  return sql.readName(bare)?.name ?? bare;
}
