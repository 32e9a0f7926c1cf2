import type {
  AlterDomainStmt,
  AlterEnumStmt,
  CompositeTypeStmt,
  CreateDomainStmt,
  CreateEnumStmt,
  CreateRangeStmt,
  TypeName,
} from "libpg-query";
import type { DataType } from "../../../model/expression.ts";
import type { OperationOf, TypeOperation } from "../../../model/operation.ts";
import { isNullDefault } from "./columns.ts";
import { readCheck } from "./constraints.ts";
import { readTypeName } from "./data-type.ts";
import { readExpressionNode } from "./expression.ts";
import { nameOfNodes, qualifiedName } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { frame, ifExists, ifNotExists } from "./operation-frame.ts";
import { optionOf, valueText } from "./statement-options.ts";
import { stringsOf } from "./syntax-tree.ts";
import { itemText, textAfterWord } from "./written-text.ts";

/** `CREATE TYPE … AS ENUM`. */
export function createEnum({ typeName, vals }: CreateEnumStmt, context: NodeContext): readonly TypeOperation[] {
  return [{ kind: "create-enum", ...frame(context), type: nameOfNodes(typeName), values: stringsOf(vals) }];
}

/** `ALTER TYPE … ADD VALUE` and `RENAME VALUE`. */
export function alterEnum(statement: AlterEnumStmt, context: NodeContext): readonly TypeOperation[] {
  const type = nameOfNodes(statement.typeName);
  const { oldVal, newVal = "", newValNeighbor: neighbour, newValIsAfter: isAfter } = statement;
  if (oldVal !== undefined) {
    return [{ kind: "rename-enum-value", ...frame(context), type, value: oldVal, to: newVal }];
  }
  return [
    {
      kind: "add-enum-value",
      ...frame(context, ifNotExists(statement.skipIfNewValExists)),
      type,
      value: newVal,
      before: isAfter === true ? undefined : neighbour,
      after: isAfter === true ? neighbour : undefined,
    },
  ];
}

/** `CREATE DOMAIN`. */
export function createDomain(statement: CreateDomainStmt, context: NodeContext): readonly TypeOperation[] {
  const constraints = (statement.constraints ?? []).flatMap((node) => ("Constraint" in node ? [node.Constraint] : []));
  const written = constraints.find(({ contype }) => contype === "CONSTR_DEFAULT");
  const text =
    written === undefined ? "" : itemText(context, written.location ?? 0, ["default"], after(written, constraints));
  const value = written?.raw_expr === undefined ? undefined : readExpressionNode(written.raw_expr, text);
  return [
    {
      kind: "create-domain",
      ...frame(context),
      type: nameOfNodes(statement.domainname),
      baseType: readType(statement.typeName, context),
      nullable: !constraints.some(({ contype }) => contype === "CONSTR_NOTNULL"),
      default: value === undefined || isNullDefault(value) ? undefined : value,
      checks: constraints
        .filter(({ contype }) => contype === "CONSTR_CHECK")
        .map((constraint) => readCheck(constraint, context)),
    },
  ];
}

/** `ALTER DOMAIN`. */
export function alterDomain(statement: AlterDomainStmt, context: NodeContext): readonly TypeOperation[] {
  const type = nameOfNodes(statement.typeName);
  const { subtype, name: constraint = "", def, behavior } = statement;
  const on = frame(context, ifExists(statement.missing_ok));
  if (subtype === "N" || subtype === "O") {
    return [{ kind: "alter-domain-nullability", ...on, type, nullable: subtype === "N" }];
  }
  if (subtype === "X") {
    return [{ kind: "drop-domain-constraint", ...on, type, constraint, cascade: behavior === "DROP_CASCADE" }];
  }
  if (subtype === "V") return [{ kind: "validate-domain-constraint", ...on, type, constraint }];
  if (subtype === "C" && def !== undefined && "Constraint" in def) {
    if (def.Constraint.contype === "CONSTR_NOTNULL") {
      return [{ kind: "alter-domain-nullability", ...on, type, nullable: false }];
    }
    return [{ kind: "add-domain-constraint", ...on, type, constraint: readCheck(def.Constraint, context) }];
  }
  return [{ kind: "alter-domain-default", ...on, type, default: domainDefault(statement, context) }];
}

/** `CREATE TYPE … AS (…)`. */
export function createComposite(
  { typevar, coldeflist }: CompositeTypeStmt,
  context: NodeContext,
): readonly OperationOf<"create-composite">[] {
  const attributes = (coldeflist ?? []).flatMap((node) =>
    "ColumnDef" in node
      ? [{ name: node.ColumnDef.colname ?? "", type: readType(node.ColumnDef.typeName, context) }]
      : [],
  );
  return [{ kind: "create-composite", ...frame(context), type: qualifiedName(typevar), attributes }];
}

/** `CREATE TYPE … AS RANGE`. */
export function createRange({ typeName, params }: CreateRangeStmt, context: NodeContext): readonly TypeOperation[] {
  const subtype = valueText(optionOf(params, "subtype")?.arg) ?? "";
  return [{ kind: "create-range", ...frame(context), type: nameOfNodes(typeName), subtype }];
}

function domainDefault({ def }: AlterDomainStmt, context: NodeContext) {
  if (def === undefined) return undefined;
  const value = readExpressionNode(def, textAfterWord(context.statement.text, ["default"], false));
  return isNullDefault(value) ? undefined : value;
}

function readType(typeName: TypeName | undefined, context: NodeContext): DataType {
  return readTypeName(typeName ?? {}, context);
}

function after(
  part: { readonly location?: number },
  parts: readonly { readonly location?: number }[],
): number | undefined {
  return parts.map(({ location }) => location ?? 0).find((location) => location > (part.location ?? 0));
}
