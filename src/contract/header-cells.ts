import type { ContractText, Range } from "./contract-text.ts";
import { type Lookup, normaliseTitle } from "./titles.ts";

/** The stretch of each known field in a row; a short row has fewer. */
export type RowCells<Field extends string> = Range & { readonly cells: ReadonlyMap<Field, Range> };

type Rows = {
  readonly header: readonly Range[];
  readonly rows: readonly (Range & { readonly cells: readonly Range[] })[];
};

/** Keys a table's rows by what its header cells mean; the first header that means a field has it. */
export function keyedRows<Field extends string>(
  contract: ContractText,
  table: Rows,
  lookUp: Lookup<Field>,
): RowCells<Field>[] {
  const fields = new Map<Field, number>();
  for (const [index, cell] of table.header.entries()) {
    const field = lookUp(normaliseTitle(contract.raw(cell)));
    if (field !== undefined && !fields.has(field)) fields.set(field, index);
  }
  return table.rows.map((row) => {
    const cells = new Map<Field, Range>();
    for (const [field, index] of fields) {
      const cell = row.cells[index];
      if (cell !== undefined) cells.set(field, cell);
    }
    return { start: row.start, end: row.end, cells };
  });
}

/** The fields that a table's header names, in its order; empty for a word that means none. */
export function rowForm(contract: ContractText, table: Rows, lookUp: Lookup<string>): readonly string[] {
  return table.header.map((cell) => lookUp(normaliseTitle(contract.raw(cell))) ?? "");
}

/** The header cells' own words. */
export function headerTitles(contract: ContractText, table: Rows): string[] {
  return table.header.map((cell) => contract.raw(cell));
}
