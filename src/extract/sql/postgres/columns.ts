import type { ColumnDef, Constraint } from "libpg-query";
import type { DataType, Expression } from "../../../model/expression.ts";
import type { ColumnDefinition, WrittenConstraint } from "../../../model/operation.ts";
import { asBoolean } from "../../../text/boolean-words.ts";
import { isPlainNotNull, readConstraint } from "./constraints.ts";
import { readTypeName } from "./data-type.ts";
import { readExpressionNode } from "./expression.ts";
import type { NodeContext } from "./node-context.ts";
import { collationName } from "./print-expression.ts";
import { sequenceOptions } from "./sequence-options.ts";
import { itemText, parenthesised } from "./written-text.ts";

type WrittenColumn = {
  readonly definition: ColumnDefinition;
  readonly constraints: readonly WrittenConstraint[];
};

/** A column of `CREATE TABLE` or `ADD COLUMN` with the constraints that stand at it. */
export function readColumn(column: ColumnDef, context: NodeContext): WrittenColumn {
  const name = column.colname ?? "";
  const parts = withAttributes(column);
  const written = parts.flatMap((part) => readConstraint(part, context, name) ?? []);
  const type = column.typeName === undefined ? undefined : readTypeName(column.typeName, context);
  const identity = parts.find(({ contype }) => contype === "CONSTR_IDENTITY");
  const isRequired = written.some(({ kind }) => kind === "not-null" || kind === "primary-key");
  const options = identity?.options === undefined ? undefined : sequenceOptions(identity.options);
  return {
    definition: {
      name,
      type,
      nullable: !isRequired && identity === undefined && type?.serial !== true,
      default: readDefault(column, parts, type, context),
      generated: readGenerated(parts, context),
      identity: identity === undefined ? undefined : identity.generated_when === "d" ? "by default" : "always",
      collation: column.collClause === undefined ? undefined : collationName(column.collClause.collname),
      comment: undefined,
      ...(options === undefined ? {} : { identityOptions: options }),
    },
    constraints: written.filter((constraint) => !isPlainNotNull(constraint)),
  };
}

/** A default that only says NULL is none: the server keeps none for it. */
export function isNullDefault(expression: Expression): boolean {
  return expression.meaning === "NULL";
}

/** The grammar gives `DEFERRABLE` and the like as items of their own, which belong to the constraint before them. */
function withAttributes(column: ColumnDef): readonly Constraint[] {
  const merged: Constraint[] = [];
  for (const node of column.constraints ?? []) {
    if (!("Constraint" in node)) continue;
    const last = merged.at(-1);
    const attribute = attributes[node.Constraint.contype ?? "CONSTR_NULL"];
    if (attribute === undefined) merged.push(node.Constraint);
    else if (last !== undefined) merged[merged.length - 1] = { ...last, ...attribute };
  }
  return merged;
}

const attributes: Readonly<Partial<Record<Exclude<Constraint["contype"], undefined>, Partial<Constraint>>>> = {
  CONSTR_ATTR_DEFERRABLE: { deferrable: true },
  CONSTR_ATTR_NOT_DEFERRABLE: { deferrable: false },
  CONSTR_ATTR_DEFERRED: { deferrable: true, initdeferred: true },
  CONSTR_ATTR_IMMEDIATE: { initdeferred: false },
  CONSTR_ATTR_ENFORCED: { is_enforced: true },
  CONSTR_ATTR_NOT_ENFORCED: { is_enforced: false, initially_valid: false },
};

function readDefault(
  column: ColumnDef,
  parts: readonly Constraint[],
  type: DataType | undefined,
  context: NodeContext,
): Expression | undefined {
  const part = parts.find(({ contype }) => contype === "CONSTR_DEFAULT");
  if (part?.raw_expr === undefined) return undefined;
  const text = itemText(context, part.location ?? 0, leadingWords(part), endOf(column, part));
  const expression = readExpressionNode(part.raw_expr, text);
  if (isNullDefault(expression)) return undefined;
  return type?.meaning === "boolean" ? asBoolean(expression) : expression;
}

function leadingWords({ conname }: Constraint): readonly string[] {
  return conname === undefined ? ["default"] : ["constraint", "*", "default"];
}

/** Where the next part of a column begins, if one follows. */
function endOf(column: ColumnDef, part: Constraint): number | undefined {
  const others = (column.constraints ?? []).map((node) =>
    "Constraint" in node ? node.Constraint.location : undefined,
  );
  const after = [...others, column.collClause?.location].flatMap((location) =>
    location !== undefined && location > (part.location ?? 0) ? [location] : [],
  );
  return after.length === 0 ? undefined : Math.min(...after);
}

function readGenerated(parts: readonly Constraint[], context: NodeContext): ColumnDefinition["generated"] {
  const part = parts.find(({ contype }) => contype === "CONSTR_GENERATED");
  if (part?.raw_expr === undefined) return undefined;
  const expression = readExpressionNode(part.raw_expr, parenthesised(context, part.location ?? 0));
  return { kind: part.generated_kind === "v" ? "virtual" : "stored", expression };
}
