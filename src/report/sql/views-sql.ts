import { keyOf } from "../../model/name.ts";
import type { Schema, View } from "../../model/schema.ts";
import { dependencyOrder } from "./dependency-order.ts";
import { indexSql } from "./indexes-sql.ts";
import { type Quote, sqlList, sqlName } from "./quoting.ts";

/** Views, each after those that it reads, with the indexes of materialized ones. */
export function viewsSql(schema: Schema, quote: Quote): string[] {
  const ordered = dependencyOrder(schema.views, ({ query }) => query.tables.map(({ table }) => keyOf(table)));
  return ordered.flatMap((view) => [
    viewSql(view, quote),
    ...view.indexes.map((index) => indexSql(index, view.name, quote)),
  ]);
}

function viewSql(view: View, quote: Quote): string {
  const outputs = view.query.output.map(({ name }) => name);
  const names = view.columns.map(({ name }) => name);
  const renames = names.length > 0 && !outputs.includes("*") && names.join("\n") !== outputs.join("\n");
  const columns = renames ? ` ${sqlList(names, quote)}` : "";
  const options = view.options.length === 0 ? "" : ` WITH (${view.options.join(", ")})`;
  const word = view.materialized ? "MATERIALIZED VIEW" : "VIEW";
  const query = view.definition.trim().replace(/;$/, "");
  return `CREATE ${word} ${sqlName(view.name, quote)}${columns}${options} AS\n${query};`;
}
