import type { CommonTableExpr } from "libpg-query";
import type { QualifiedName } from "../../../model/name.ts";
import type { QueryOutput } from "../../../model/schema.ts";
import { outputName } from "./query-outputs.ts";
import type { Node } from "./syntax-tree.ts";

type Outputs = readonly QueryOutput[];

/** All columns of these tables. */
export function starOf(tables: readonly QualifiedName[]): QueryOutput {
  return { name: "*", source: { column: "*", access: "read", candidates: tables }, type: undefined };
}

/** The name of a table or alias in front of a column. */
export function qualifierOf(names: readonly string[]): QualifiedName {
  const schema = names.at(-2);
  return { schema: schema === "public" ? undefined : schema, name: names.at(-1) ?? "" };
}

/** Output columns of which no more than the name is known. */
export function named(names: readonly string[]): Outputs {
  return names.map((name) => ({ name, source: undefined, type: undefined }));
}

/** The columns that JSON_TABLE, XMLTABLE or a function's column definitions name. */
export function tableFunctionColumns(columns: readonly Node[] | undefined): readonly string[] {
  return (columns ?? []).flatMap((column) => {
    if ("ColumnDef" in column) return [column.ColumnDef.colname ?? ""];
    if ("RangeTableFuncCol" in column) return [column.RangeTableFuncCol.colname ?? ""];
    if (!("JsonTableColumn" in column)) return [];
    const { name, columns: nested } = column.JsonTableColumn;
    return nested === undefined ? [name ?? ""] : tableFunctionColumns(nested);
  });
}

/** Names that a target list gives by `AS` to more than a column of the same name. */
export function aliasesOf(targets: readonly Node[] | undefined): ReadonlySet<string | undefined> {
  return new Set(
    (targets ?? []).flatMap((target) => {
      if (!("ResTarget" in target) || target.ResTarget.name === undefined) return [];
      const { name, val } = target.ResTarget;
      return outputName(val) === name ? [] : [name];
    }),
  );
}

/** The output names of a query as its text alone tells them: those of its first arm. */
export function namesOf(node: Node): Outputs {
  let select = "SelectStmt" in node ? node.SelectStmt : undefined;
  while (select?.larg !== undefined) select = select.larg;
  return named(
    (select?.targetList ?? []).flatMap((target) =>
      "ResTarget" in target ? [target.ResTarget.name ?? outputName(target.ResTarget.val)] : [],
    ),
  );
}

/** Columns that SEARCH and CYCLE add. */
export function extraColumns({ search_clause: search, cycle_clause: cycle }: CommonTableExpr): Outputs {
  const names = [search?.search_seq_column, cycle?.cycle_mark_column, cycle?.cycle_path_column];
  return named(names.filter((name) => name !== undefined));
}
