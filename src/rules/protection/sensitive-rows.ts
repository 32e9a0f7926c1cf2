import type { DatabaseContract, SensitiveColumn } from "../../model/contract.ts";
import { keyOf } from "../../model/name.ts";

/** The row of Sensitive Data that lists a column, by itself or with its whole table. */
export function sensitiveRow(contract: DatabaseContract, table: string, column: string): SensitiveColumn | undefined {
  const rows = contract.sensitive.filter((row) => keyOf(row.table) === table);
  return (
    rows.find((row) => row.column === column) ??
    rows.find((row) => row.column === "*" || row.column.toLowerCase() === column.toLowerCase())
  );
}
