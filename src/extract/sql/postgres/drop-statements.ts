import type { DropdbStmt, DropStmt, ObjectType } from "libpg-query";
import type { QualifiedName } from "../../../model/name.ts";
import type { Operation } from "../../../model/operation.ts";
import { nameOfNodes } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { namedObject, objectWords, partOfTable } from "./object-kinds.ts";
import { frame, ifExists, objectPlaces } from "./operation-frame.ts";
import { itemsOf, type Node } from "./syntax-tree.ts";

type Frame = ReturnType<typeof frame>;
type Drop = (
  object: Node,
  on: Frame,
  statement: { readonly cascade: boolean; readonly concurrently: boolean },
) => Operation;

const drops: Readonly<Partial<Record<ObjectType, Drop>>> = {
  OBJECT_TABLE: (object, on, { cascade }) => ({ kind: "drop-table", ...on, table: namedObject(object).name, cascade }),
  OBJECT_VIEW: (object, on, { cascade }) => ({
    kind: "drop-view",
    ...on,
    view: namedObject(object).name,
    materialized: false,
    cascade,
  }),
  OBJECT_MATVIEW: (object, on, { cascade }) => ({
    kind: "drop-view",
    ...on,
    view: namedObject(object).name,
    materialized: true,
    cascade,
  }),
  OBJECT_INDEX: (object, on, flags) => ({ kind: "drop-index", ...on, index: namedObject(object).name, ...flags }),
  OBJECT_SEQUENCE: (object, on, { cascade }) => ({
    kind: "drop-sequence",
    ...on,
    sequence: namedObject(object).name,
    cascade,
  }),
  OBJECT_TYPE: (object, on, { cascade }) => ({
    kind: "drop-type",
    ...on,
    type: namedObject(object).name,
    domain: false,
    cascade,
  }),
  OBJECT_DOMAIN: (object, on, { cascade }) => ({
    kind: "drop-type",
    ...on,
    type: namedObject(object).name,
    domain: true,
    cascade,
  }),
  OBJECT_FUNCTION: dropRoutine("function"),
  OBJECT_PROCEDURE: dropRoutine("procedure"),
  OBJECT_AGGREGATE: dropRoutine("aggregate"),
  OBJECT_ROUTINE: dropRoutine("routine"),
  OBJECT_SCHEMA: (object, on, { cascade }) => ({
    kind: "drop-schema",
    ...on,
    schema: namedObject(object).name.name,
    cascade,
  }),
  OBJECT_EXTENSION: (object, on, { cascade }) => ({
    kind: "drop-extension",
    ...on,
    extension: namedObject(object).name.name,
    cascade,
  }),
  OBJECT_TRIGGER: (object, on, { cascade }) => {
    const { table, part } = partOfTable(object);
    return { kind: "drop-trigger", ...on, table, trigger: part, cascade };
  },
  OBJECT_POLICY: (object, on) => {
    const { table, part } = partOfTable(object);
    return { kind: "drop-policy", ...on, table, policy: part };
  },
};

/** `DROP …`: one operation for each object it names. */
export function dropObjects(statement: DropStmt, context: NodeContext): readonly Operation[] {
  const { objects = [], removeType: type, behavior, missing_ok: missingOk, concurrent } = statement;
  const places = objectPlaces(context.statement, objects.length);
  const flags = { cascade: behavior === "DROP_CASCADE", concurrently: concurrent === true };
  const drop = type === undefined ? undefined : drops[type];
  return objects.map((object, index) => {
    const on = frame(context, ifExists(missingOk), places[index]);
    if (drop !== undefined) return drop(object, on, flags);
    return { kind: "other-ddl", ...on, command: `DROP ${objectWords(type)}`, name: otherName(type, object) };
  });
}

/** `DROP DATABASE`. */
export function dropDatabase(
  { dbname = "", missing_ok: missingOk }: DropdbStmt,
  context: NodeContext,
): readonly Operation[] {
  return [{ kind: "drop-database", ...frame(context, ifExists(missingOk)), database: dbname }];
}

/** A rule stands on a table, and a class of operators is listed behind its access method. */
function otherName(type: ObjectType | undefined, object: Node): QualifiedName {
  if (type === "OBJECT_RULE") return { schema: undefined, name: partOfTable(object).part };
  if (type !== "OBJECT_OPCLASS" && type !== "OBJECT_OPFAMILY") return namedObject(object).name;
  return nameOfNodes(itemsOf(object).slice(1));
}

function dropRoutine(routineKind: "function" | "procedure" | "aggregate" | "routine"): Drop {
  return (object, on, { cascade }) => {
    const { name, argumentTypes } = namedObject(object);
    return { kind: "drop-routine", ...on, routine: name, routineKind, argumentTypes, cascade };
  };
}
