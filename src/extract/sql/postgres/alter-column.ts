import type { AlterTableType } from "libpg-query";
import type { Operation } from "../../../model/operation.ts";
import type { AlterClause } from "./alter-clause.ts";
import { isNullDefault, readColumn } from "./columns.ts";
import { readTypeName } from "./data-type.ts";
import { readExpressionNode } from "./expression.ts";
import type { NodeContext } from "./node-context.ts";
import { collationName } from "./print-expression.ts";
import { sequenceOptions } from "./sequence-options.ts";
import { optionOf, valueText } from "./statement-options.ts";
import { itemsOf } from "./syntax-tree.ts";
import { parenthesised, textAfter } from "./written-text.ts";

type Read = (clause: AlterClause, context: NodeContext) => Operation | undefined;

const columnClauses: Readonly<Partial<Record<AlterTableType, Read>>> = {
  AT_AddColumn: addColumn,
  AT_DropColumn: ({ command: { name: column = "", behavior }, name: table, on }) => ({
    kind: "drop-column",
    ...on,
    table,
    column,
    cascade: behavior === "DROP_CASCADE",
  }),
  AT_AlterColumnType: alterType,
  AT_ColumnDefault: setDefault,
  AT_SetNotNull: ({ command: { name: column = "" }, name: table, on }) => ({
    kind: "set-not-null",
    ...on,
    table,
    column,
  }),
  AT_DropNotNull: ({ command: { name: column = "" }, name: table, on }) => ({
    kind: "drop-not-null",
    ...on,
    table,
    column,
  }),
  AT_AddIdentity: addIdentity,
  AT_SetIdentity: setIdentity,
  AT_DropIdentity: ({ command: { name: column = "" }, name: table, on }) => ({
    kind: "drop-identity",
    ...on,
    table,
    column,
  }),
  AT_SetExpression: setExpression,
  AT_DropExpression: ({ command: { name: column = "" }, name: table, on }) => ({
    kind: "drop-expression",
    ...on,
    table,
    column,
  }),
  AT_SetStatistics: columnStorage,
  AT_SetOptions: columnStorage,
  AT_ResetOptions: columnStorage,
  AT_SetStorage: columnStorage,
  AT_SetCompression: columnStorage,
};

/** A clause of `ALTER TABLE` about one column; `undefined` for one about the table. */
export function alterColumn(clause: AlterClause, context: NodeContext): Operation | undefined {
  return columnClauses[clause.command.subtype ?? "AT_AddColumn"]?.(clause, context);
}

function addColumn({ command: { def }, name: table, on }: AlterClause, context: NodeContext): Operation | undefined {
  if (def === undefined || !("ColumnDef" in def)) return undefined;
  const { definition, constraints } = readColumn(def.ColumnDef, context);
  return { kind: "add-column", ...on, table, column: definition.name, definition, constraints };
}

function alterType(clause: AlterClause, context: NodeContext): Operation | undefined {
  const { def, name: column = "" } = clause.command;
  if (def === undefined || !("ColumnDef" in def)) return undefined;
  const { typeName, collClause, raw_default: using } = def.ColumnDef;
  return {
    kind: "alter-column-type",
    ...clause.on,
    table: clause.name,
    column,
    type: readTypeName(typeName ?? {}, context),
    using: using === undefined ? undefined : readExpressionNode(using, textAfter(context, clause.start, ["using"])),
    collation: collClause === undefined ? undefined : collationName(collClause.collname),
  };
}

/** `SET DEFAULT NULL` leaves no default, as `DROP DEFAULT` does. */
function setDefault(clause: AlterClause, context: NodeContext): Operation {
  const { def, name: column = "" } = clause.command;
  const target = { table: clause.name, column };
  if (def === undefined) return { kind: "drop-default", ...clause.on, ...target };
  const value = readExpressionNode(def, textAfter(context, clause.start, ["default"]));
  if (isNullDefault(value)) return { kind: "drop-default", ...clause.on, ...target };
  return { kind: "set-default", ...clause.on, ...target, default: value };
}

function addIdentity({ command, name: table, on }: AlterClause): Operation | undefined {
  const { def, name: column = "" } = command;
  if (def === undefined || !("Constraint" in def)) return undefined;
  const identity = def.Constraint.generated_when === "d" ? "by default" : "always";
  return { kind: "add-identity", ...on, table, column, identity, options: sequenceOptions(def.Constraint.options) };
}

/** The grammar gives `ALWAYS` and `BY DEFAULT` as the code of a letter. */
function setIdentity({ command, name: table, on }: AlterClause): Operation {
  const { def, name: column = "" } = command;
  const options = itemsOf(def);
  const generated = valueText(optionOf(options, "generated")?.arg);
  return {
    kind: "set-identity",
    ...on,
    table,
    column,
    identity: generated === undefined ? undefined : Number(generated) === "d".charCodeAt(0) ? "by default" : "always",
    options: sequenceOptions(options),
  };
}

function setExpression(clause: AlterClause, context: NodeContext): Operation | undefined {
  const { def, name: column = "" } = clause.command;
  if (def === undefined) return undefined;
  const expression = readExpressionNode(def, parenthesised(context, clause.start));
  return { kind: "set-expression", ...clause.on, table: clause.name, column, expression };
}

function columnStorage({ command: { name: column = "" }, name: table, action, on }: AlterClause): Operation {
  return { kind: "alter-column-storage", ...on, table, column, action };
}
