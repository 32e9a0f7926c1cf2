import type { IndexStmt, ReindexStmt } from "libpg-query";
import type { OperationOf } from "../../../model/operation.ts";
import { readExpressionNode } from "./expression.ts";
import { readIndexElement } from "./index-elements.ts";
import { qualifiedName } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { frame, ifNotExists } from "./operation-frame.ts";
import { isOn, optionOf, optionText } from "./statement-options.ts";
import { columnsOf } from "./syntax-tree.ts";
import { leadingExpression, listedItems, textAfter } from "./written-text.ts";

/** `CREATE INDEX`. */
export function createIndex(statement: IndexStmt, context: NodeContext): readonly OperationOf<"create-index">[] {
  const { relation, whereClause } = statement;
  const method = (statement.accessMethod ?? "btree").toLowerCase();
  const start = relation?.location ?? 0;
  const items = listedItems(context, start);
  const elements = (statement.indexParams ?? []).flatMap((node, position) => {
    if (!("IndexElem" in node)) return [];
    const item = node.IndexElem.expr === undefined ? undefined : items[position];
    return [readIndexElement(node.IndexElem, method, item === undefined ? undefined : leadingExpression(item))];
  });
  return [
    {
      kind: "create-index",
      ...frame(context, ifNotExists(statement.if_not_exists)),
      table: qualifiedName(relation),
      index: {
        name: statement.idxname ?? "",
        method: method === "rtree" ? "gist" : method,
        unique: statement.unique === true,
        nullsNotDistinct: statement.nulls_not_distinct === true,
        elements,
        include: columnsOf(statement.indexIncludingParams),
        where:
          whereClause === undefined
            ? undefined
            : readExpressionNode(whereClause, textAfter(context, start, ["where"], true)),
        options: (statement.options ?? []).map(optionText),
      },
      concurrently: statement.concurrent === true,
      only: relation?.inh !== true,
    },
  ];
}

const scopes: Readonly<Record<Exclude<ReindexStmt["kind"], undefined>, OperationOf<"reindex">["scope"]>> = {
  REINDEX_OBJECT_INDEX: "index",
  REINDEX_OBJECT_TABLE: "table",
  REINDEX_OBJECT_SCHEMA: "schema",
  REINDEX_OBJECT_SYSTEM: "system",
  REINDEX_OBJECT_DATABASE: "database",
};

/** `REINDEX`. */
export function reindex(
  { kind = "REINDEX_OBJECT_INDEX", relation, name, params }: ReindexStmt,
  context: NodeContext,
): readonly OperationOf<"reindex">[] {
  const named = name === undefined ? undefined : { schema: undefined, name };
  return [
    {
      kind: "reindex",
      ...frame(context),
      target: relation === undefined ? named : qualifiedName(relation),
      scope: scopes[kind],
      concurrently: isOn(optionOf(params, "concurrently")),
    },
  ];
}
