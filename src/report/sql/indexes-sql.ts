import type { QualifiedName } from "../../model/name.ts";
import type { Index, IndexElement } from "../../model/schema.ts";
import { type Quote, sqlList, sqlName } from "./quoting.ts";

/** `CREATE INDEX` of one index on a table or materialized view. */
export function indexSql(index: Index, on: QualifiedName, quote: Quote): string {
  const { include, options, where } = index;
  return [
    `CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${quote(index.name)} ON ${sqlName(on, quote)}`,
    index.method === "btree" ? "" : ` USING ${index.method}`,
    ` (${index.elements.map((element) => elementSql(element, quote)).join(", ")})`,
    include.length === 0 ? "" : ` INCLUDE ${sqlList(include, quote)}`,
    index.nullsNotDistinct ? " NULLS NOT DISTINCT" : "",
    options.length === 0 ? "" : ` WITH (${options.join(", ")})`,
    where === undefined ? "" : ` WHERE ${where.text}`,
    ";",
  ].join("");
}

function elementSql(element: IndexElement, quote: Quote): string {
  const { column, expression, collation, operatorClass, order, nulls } = element;
  const usualNulls = order === "desc" ? "first" : "last";
  return [
    column === undefined ? `(${expression?.text ?? ""})` : quote(column),
    collation === undefined ? "" : ` COLLATE ${collationSql(collation, quote)}`,
    operatorClass === undefined ? "" : ` ${operatorClass}`,
    order === "desc" ? " DESC" : "",
    nulls === usualNulls ? "" : ` NULLS ${nulls.toUpperCase()}`,
  ].join("");
}

/** A collation that may already be quoted as it was written. */
export function collationSql(collation: string, quote: Quote): string {
  return collation.includes('"') ? collation : collation.split(".").map(quote).join(".");
}
