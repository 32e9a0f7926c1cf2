import type { Constraint } from "libpg-query";
import type { WrittenConstraint } from "../../../model/operation.ts";
import type { CheckConstraint, Deferral, NotNullConstraint, ReferentialAction } from "../../../model/schema.ts";
import { readExpressionNode } from "./expression.ts";
import { printIndexElement } from "./index-elements.ts";
import { qualifiedName } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { operatorName } from "./operators.ts";
import { itemsOf, stringsOf } from "./syntax-tree.ts";
import { firstParenthesised, parenthesised, textAfter } from "./written-text.ts";

const actions: Readonly<Record<string, ReferentialAction>> = {
  a: "no action",
  r: "restrict",
  c: "cascade",
  n: "set null",
  d: "set default",
};

/** A constraint as written, at a column or by itself; `undefined` for what the grammar calls a constraint and is none (defaults, attributes). */
export function readConstraint(
  constraint: Constraint,
  context: NodeContext,
  column?: string,
): WrittenConstraint | undefined {
  switch (constraint.contype) {
    case "CONSTR_PRIMARY":
      return { kind: "primary-key", ...keyOfConstraint(constraint, column) };
    case "CONSTR_UNIQUE":
      return {
        kind: "unique",
        ...keyOfConstraint(constraint, column),
        nullsNotDistinct: constraint.nulls_not_distinct === true,
      };
    case "CONSTR_FOREIGN":
      return readForeignKey(constraint, column);
    case "CONSTR_CHECK":
      return readCheck(constraint, context);
    case "CONSTR_EXCLUSION":
      return readExclusion(constraint, context);
    case "CONSTR_NOTNULL":
      return readNotNull(constraint, column);
    default:
      return undefined;
  }
}

/** `CHECK (…)` of a table or a domain. */
export function readCheck(constraint: Constraint, context: NodeContext): CheckConstraint {
  const text = parenthesised(context, constraint.location ?? 0);
  return {
    kind: "check",
    name: constraint.conname ?? "",
    expression:
      constraint.raw_expr === undefined ? { text: "", meaning: "" } : readExpressionNode(constraint.raw_expr, text),
    noInherit: constraint.is_no_inherit === true,
    validated: constraint.initially_valid === true,
    enforced: constraint.is_enforced === true,
  };
}

/** Whether a `NOT NULL` says more than that its column must have a value. */
export function isPlainNotNull(constraint: WrittenConstraint): boolean {
  return constraint.kind === "not-null" && constraint.name === "" && constraint.validated && !constraint.noInherit;
}

function keyOfConstraint(constraint: Constraint, column: string | undefined) {
  const { conname = "", keys, including, without_overlaps: withoutOverlaps } = constraint;
  return {
    name: conname,
    columns: column === undefined ? stringsOf(keys) : [column],
    include: stringsOf(including),
    withoutOverlaps: withoutOverlaps === true,
    deferral: deferralOf(constraint),
  };
}

function deferralOf({ deferrable, initdeferred }: Constraint): Deferral {
  if (deferrable !== true) return "not deferrable";
  return initdeferred === true ? "initially deferred" : "initially immediate";
}

function readForeignKey(constraint: Constraint, column: string | undefined): WrittenConstraint {
  return {
    kind: "foreign-key",
    name: constraint.conname ?? "",
    columns: column === undefined ? stringsOf(constraint.fk_attrs) : [column],
    references: { table: qualifiedName(constraint.pktable), columns: stringsOf(constraint.pk_attrs) },
    onDelete: actions[constraint.fk_del_action ?? "a"] ?? "no action",
    onDeleteColumns: stringsOf(constraint.fk_del_set_cols),
    onUpdate: actions[constraint.fk_upd_action ?? "a"] ?? "no action",
    match: constraint.fk_matchtype === "f" ? "full" : "simple",
    deferral: deferralOf(constraint),
    validated: constraint.initially_valid === true,
    enforced: constraint.is_enforced === true,
  };
}

function readExclusion(constraint: Constraint, context: NodeContext): WrittenConstraint {
  const elements = (constraint.exclusions ?? []).map((pair) => {
    const [element, operator] = itemsOf(pair);
    const symbol = operatorName(operator === undefined ? [] : itemsOf(operator));
    return element !== undefined && "IndexElem" in element
      ? `${printIndexElement(element.IndexElem, constraint.access_method)} WITH ${symbol}`
      : symbol;
  });
  const where = constraint.where_clause;
  return {
    kind: "exclude",
    name: constraint.conname ?? "",
    method: constraint.access_method ?? "btree",
    elements,
    where: where === undefined ? undefined : readExpressionNode(where, predicateText(constraint, context)),
    deferral: deferralOf(constraint),
  };
}

function predicateText({ location = 0 }: Constraint, context: NodeContext): string | undefined {
  const rest = textAfter(context, location, ["where"]);
  return rest === undefined ? undefined : firstParenthesised(rest);
}

function readNotNull(constraint: Constraint, column: string | undefined): NotNullConstraint {
  return {
    kind: "not-null",
    name: constraint.conname ?? "",
    column: column ?? stringsOf(constraint.keys)[0] ?? "",
    noInherit: constraint.is_no_inherit === true,
    validated: constraint.initially_valid === true,
  };
}
