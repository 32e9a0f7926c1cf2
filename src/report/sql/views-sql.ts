import { keyOf } from "../../model/name.ts";
import type { Schema, View } from "../../model/schema.ts";
import { dependencyOrder } from "./dependency-order.ts";
import { indexSql } from "./indexes-sql.ts";
import { type Quote, sqlList, sqlName } from "./quoting.ts";

/** Views, each after those that it reads, with the indexes of materialized ones. */
export function viewsSql(schema: Schema, quote: Quote): string[] {
  const ordered = dependencyOrder(schema.views, ({ query }) => query.tables.map(({ table }) => keyOf(table)));
  return ordered.flatMap((view) => [
    viewSql(view, schema, quote),
    ...view.indexes.map((index) => indexSql(index, view.name, quote)),
  ]);
}

function viewSql(view: View, schema: Schema, quote: Quote): string {
  const recursive = view.query.tables.some(({ table }) => table.name === view.name.name);
  const names = view.columns.map(({ name }) => name);
  const said = names.join("\n") === outputNames(view, schema).join("\n");
  const columns = names.length > 0 && (recursive || !said) ? ` ${sqlList(names, quote)}` : "";
  const options = view.options.length === 0 ? "" : ` WITH (${view.options.join(", ")})`;
  const word = view.materialized ? "MATERIALIZED VIEW" : recursive ? "RECURSIVE VIEW" : "VIEW";
  const query = view.definition.trim().replace(/;$/, "");
  return `CREATE ${word} ${sqlName(view.name, quote)}${columns}${options} AS\n${query};`;
}

/** The names that the query itself gives to its columns; a lone `*` takes those of its table. */
function outputNames({ query }: View, schema: Schema): readonly (string | undefined)[] {
  const names = query.output.map(({ name }) => name);
  const [only] = query.tables;
  if (names.length !== 1 || names[0] !== "*" || query.tables.length !== 1 || only === undefined) return names;
  const source = schema.tables.get(keyOf(only.table)) ?? schema.views.get(keyOf(only.table));
  return source?.columns.map(({ name }) => name) ?? names;
}
