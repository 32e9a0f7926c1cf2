import type { AlterObjectSchemaStmt, AlterOwnerStmt, ObjectType, RenameStmt } from "libpg-query";
import type { Operation } from "../../../model/operation.ts";
import { qualifiedName } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { namedObject, objectKind, objectWords } from "./object-kinds.ts";
import { frame, ifExists } from "./operation-frame.ts";

type Rename = (statement: RenameStmt, on: ReturnType<typeof frame>) => Operation;

const renames: Readonly<Partial<Record<ObjectType, Rename>>> = {
  OBJECT_TABLE: ({ relation, newname: to = "" }, on) => ({
    kind: "rename-table",
    ...on,
    table: qualifiedName(relation),
    to,
  }),
  OBJECT_VIEW: renameView(false),
  OBJECT_MATVIEW: renameView(true),
  OBJECT_INDEX: ({ relation, newname: to = "" }, on) => ({
    kind: "rename-index",
    ...on,
    index: qualifiedName(relation),
    to,
  }),
  OBJECT_SEQUENCE: ({ relation, newname: to = "" }, on) => ({
    kind: "rename-sequence",
    ...on,
    sequence: qualifiedName(relation),
    to,
  }),
  OBJECT_COLUMN: renameColumn,
  OBJECT_ATTRIBUTE: ({ relation, subname: attribute = "", newname: to = "" }, on) => ({
    kind: "rename-attribute",
    ...on,
    type: qualifiedName(relation),
    attribute,
    to,
  }),
  OBJECT_TABCONSTRAINT: ({ relation, subname: constraint = "", newname: to = "" }, on) => ({
    kind: "rename-constraint",
    ...on,
    table: qualifiedName(relation),
    constraint,
    to,
  }),
  OBJECT_DOMCONSTRAINT: ({ object, subname: constraint = "", newname: to = "" }, on) => ({
    kind: "rename-domain-constraint",
    ...on,
    type: namedObject(object).name,
    constraint,
    to,
  }),
  OBJECT_TYPE: renameType,
  OBJECT_DOMAIN: renameType,
  OBJECT_FUNCTION: renameRoutine,
  OBJECT_PROCEDURE: renameRoutine,
  OBJECT_AGGREGATE: renameRoutine,
  OBJECT_ROUTINE: renameRoutine,
  OBJECT_TRIGGER: ({ relation, subname: trigger = "", newname: to = "" }, on) => ({
    kind: "rename-trigger",
    ...on,
    table: qualifiedName(relation),
    trigger,
    to,
  }),
  OBJECT_POLICY: ({ relation, subname: policy = "", newname: to = "" }, on) => ({
    kind: "rename-policy",
    ...on,
    table: qualifiedName(relation),
    policy,
    to,
  }),
  OBJECT_SCHEMA: ({ subname: schema = "", newname: to = "" }, on) => ({ kind: "rename-schema", ...on, schema, to }),
};

/** An `IF EXISTS` in renaming these asks for their table; a guard around the statement may well ask for themselves. */
const parts: ReadonlySet<NonNullable<RenameStmt["renameType"]>> = new Set([
  "OBJECT_COLUMN",
  "OBJECT_TABCONSTRAINT",
  "OBJECT_ATTRIBUTE",
]);

/** `ALTER … RENAME`: what the statement calls a table may be a view, index or sequence. */
export function renameObject(statement: RenameStmt, context: NodeContext): readonly Operation[] {
  const { renameType: type, relation, object, subname } = statement;
  const own = ifExists(statement.missing_ok);
  const on = frame(context, type !== undefined && parts.has(type) ? (context.guard ?? own) : own);
  const rename = type === undefined ? undefined : renames[type];
  if (rename !== undefined && statement.relationType !== "OBJECT_FOREIGN_TABLE") return [rename(statement, on)];
  const name =
    relation === undefined && object === undefined
      ? { schema: undefined, name: subname ?? "" }
      : relation === undefined
        ? namedObject(object).name
        : qualifiedName(relation);
  const words = objectWords(statement.relationType === "OBJECT_FOREIGN_TABLE" ? statement.relationType : type);
  return [{ kind: "other-ddl", ...on, command: `ALTER ${words}`, name }];
}

/** `ALTER … SET SCHEMA`. */
export function moveToSchema(statement: AlterObjectSchemaStmt, context: NodeContext): readonly Operation[] {
  const { objectType, relation, object, newschema: to = "", missing_ok: missingOk } = statement;
  const { name, argumentTypes } =
    relation === undefined ? namedObject(object) : { name: qualifiedName(relation), argumentTypes: undefined };
  const on = frame(context, ifExists(missingOk));
  return [{ kind: "move-to-schema", ...on, object: objectKind(objectType), name, argumentTypes, to }];
}

/** `ALTER … OWNER TO` of what is no relation. */
export function changeOwner(statement: AlterOwnerStmt, context: NodeContext): readonly Operation[] {
  const { objectType, relation, object } = statement;
  const name = relation === undefined ? namedObject(object).name : qualifiedName(relation);
  return [{ kind: "other-ddl", ...frame(context), command: `ALTER ${objectWords(objectType)}`, name }];
}

function renameView(materialized: boolean): Rename {
  return ({ relation, newname: to = "" }, on) => ({
    kind: "rename-view",
    ...on,
    view: qualifiedName(relation),
    materialized,
    to,
  });
}

function renameColumn(
  { relationType, relation, subname: column = "", newname: to = "" }: RenameStmt,
  on: ReturnType<typeof frame>,
): Operation {
  const name = qualifiedName(relation);
  if (relationType === "OBJECT_VIEW" || relationType === "OBJECT_MATVIEW") {
    return { kind: "rename-view-column", ...on, view: name, column, to };
  }
  return { kind: "rename-column", ...on, table: name, column, to };
}

function renameType({ object, newname: to = "" }: RenameStmt, on: ReturnType<typeof frame>): Operation {
  return { kind: "rename-type", ...on, type: namedObject(object).name, to };
}

function renameRoutine({ object, newname: to = "" }: RenameStmt, on: ReturnType<typeof frame>): Operation {
  const { name, argumentTypes } = namedObject(object);
  return { kind: "rename-routine", ...on, routine: name, argumentTypes, to };
}
