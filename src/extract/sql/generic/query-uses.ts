import { keyOf, type QualifiedName } from "../../../model/name.ts";
import type { ColumnUse, TableUse } from "../../../model/schema.ts";

/** Gathers what a query names, each use once and in the order it was met. */
export class QueryUses {
  readonly #tables = new Map<string, TableUse>();
  readonly #columns = new Map<string, ColumnUse>();
  readonly #routines = new Map<string, QualifiedName>();
  /** The highest `$n`. */
  parameters = 0;

  get tables(): readonly TableUse[] {
    return [...this.#tables.values()];
  }

  get columns(): readonly ColumnUse[] {
    return [...this.#columns.values()];
  }

  get routines(): readonly QualifiedName[] {
    return [...this.#routines.values()];
  }

  table(table: QualifiedName, access: TableUse["access"]): void {
    once(this.#tables, `${access} ${keyOf(table)}`, { table, access });
  }

  column(use: ColumnUse | undefined): void {
    if (use === undefined) return;
    once(this.#columns, `${use.access} ${use.candidates.map(keyOf).join(" ")} ${use.column}`, use);
  }

  write(table: QualifiedName, column: string): void {
    this.column({ column, access: "write", candidates: [table] });
  }

  routine(name: QualifiedName): void {
    once(this.#routines, keyOf(name), name);
  }
}

function once<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value);
}
