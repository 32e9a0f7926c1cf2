import type { CreateTableAsStmt, RefreshMatViewStmt, ViewStmt } from "libpg-query";
import type { OperationOf } from "../../../model/operation.ts";
import { qualifiedName } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { frame, ifNotExists, orReplace } from "./operation-frame.ts";
import { optionText } from "./statement-options.ts";
import { type Node, stringsOf } from "./syntax-tree.ts";
import { textAfter } from "./written-text.ts";

type CreateView = OperationOf<"create-view">;

/** `CREATE VIEW`. */
export function createView(statement: ViewStmt, context: NodeContext): readonly CreateView[] {
  const { view, aliases, query, replace, options, withCheckOption: check = "NO_CHECK_OPTION" } = statement;
  const definition = textAfter(context, view?.location ?? 0, ["as"], true) ?? "";
  const isChecked = check !== "NO_CHECK_OPTION";
  return [
    {
      kind: "create-view",
      ...frame(context, orReplace(replace)),
      view: qualifiedName(view),
      materialized: false,
      replace: replace === true,
      temporary: view?.relpersistence === "t",
      columnNames: stringsOf(aliases),
      definition: isChecked ? withoutEnd(definition, /with\s+(?:(?:local|cascaded)\s+)?check\s+option$/i) : definition,
      query: context.readQueryNode(query ?? emptySelect),
      options: [
        ...(options ?? []).map(optionText),
        ...(isChecked ? [`check_option=${check === "LOCAL_CHECK_OPTION" ? "local" : "cascaded"}`] : []),
      ],
    },
  ];
}

/** `CREATE MATERIALIZED VIEW`. */
export function createMaterializedView(
  { query, into, if_not_exists: missingOk }: CreateTableAsStmt,
  context: NodeContext,
): readonly CreateView[] {
  const definition = textAfter(context, into?.rel?.location ?? 0, ["as"], true) ?? "";
  return [
    {
      kind: "create-view",
      ...frame(context, ifNotExists(missingOk)),
      view: qualifiedName(into?.rel),
      materialized: true,
      replace: false,
      temporary: false,
      columnNames: stringsOf(into?.colNames),
      definition: withoutEnd(definition, /with\s+(?:no\s+)?data$/i),
      query: context.readQueryNode(query ?? emptySelect),
      options: (into?.options ?? []).map(optionText),
    },
  ];
}

/** `REFRESH MATERIALIZED VIEW`. */
export function refreshView(
  { relation, concurrent }: RefreshMatViewStmt,
  context: NodeContext,
): readonly OperationOf<"refresh-view">[] {
  return [
    { kind: "refresh-view", ...frame(context), view: qualifiedName(relation), concurrently: concurrent === true },
  ];
}

const emptySelect: Node = { SelectStmt: {} };

function withoutEnd(text: string, end: RegExp): string {
  return text.replace(end, "").trimEnd();
}
