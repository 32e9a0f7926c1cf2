import type { CreateTrigStmt } from "libpg-query";
import type { OperationOf } from "../../../model/operation.ts";
import { readExpressionNode } from "./expression.ts";
import { nameOfNodes, qualifiedName } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { frame, orReplace } from "./operation-frame.ts";
import { stringsOf } from "./syntax-tree.ts";
import { firstParenthesised, textAfter } from "./written-text.ts";

/** Bits of `tgtype`, as the grammar already sets them. */
const before = 1 << 1;
const insteadOf = 1 << 6;
const events: readonly (readonly [number, string])[] = [
  [1 << 2, "insert"],
  [1 << 3, "delete"],
  [1 << 4, "update"],
  [1 << 5, "truncate"],
];

/** `CREATE TRIGGER`. */
export function createTrigger(
  statement: CreateTrigStmt,
  context: NodeContext,
): readonly OperationOf<"create-trigger">[] {
  const { timing = 0, events: mask = 0, whenClause: when, relation } = statement;
  const columns = stringsOf(statement.columns);
  const updated = columns.length === 0 ? "update" : `update of ${columns.join(", ")}`;
  return [
    {
      kind: "create-trigger",
      ...frame(context, orReplace(statement.replace)),
      table: qualifiedName(relation),
      trigger: {
        name: statement.trigname ?? "",
        timing: (timing & before) !== 0 ? "before" : (timing & insteadOf) !== 0 ? "instead of" : "after",
        events: events.filter(([bit]) => (mask & bit) !== 0).map(([, event]) => (event === "update" ? updated : event)),
        level: statement.row === true ? "row" : "statement",
        routine: nameOfNodes(statement.funcname),
        when: when === undefined ? undefined : readExpressionNode(when, whenText(statement, context)),
        constraint: statement.isconstraint === true,
        enabled: "origin",
      },
      replace: statement.replace === true,
    },
  ];
}

function whenText({ relation }: CreateTrigStmt, context: NodeContext): string | undefined {
  const rest = textAfter(context, relation?.location ?? 0, ["when"]);
  return rest === undefined ? undefined : firstParenthesised(rest);
}
