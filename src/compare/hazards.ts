import type { Reach, Step, TypeChange } from "../model/comparison.ts";
import { keyOf, type QualifiedName } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import type { Column, Dialect, Schema, Table } from "../model/schema.ts";
import { fillsItself } from "./same-meaning.ts";
import type { Subject } from "./touches.ts";

type Effect = Reach["effect"];

/**
 * What an operation means to those who rely on the schema as the base branch has it, in base names. Each hazard finds its own readers.
 */
export type Hazard =
  /** The whole table or view: everybody who names it. `how` completes "…, which is dropped". */
  | { readonly on: "table"; readonly table: string; readonly effect: Effect; readonly how: string }
  | {
      readonly on: "column";
      readonly table: string;
      readonly column: string;
      readonly reads: Effect;
      readonly writes: Effect;
      readonly readsAll: Effect;
      readonly writesAll: Effect;
      /** Foreign keys, views and triggers that hold on to the column. */
      readonly holders: Effect;
      readonly how: string;
    }
  /** Those who INSERT and give the column no value; without a list of columns, values go to those that were there before. */
  | {
      readonly on: "unfilled";
      readonly table: string;
      readonly column: string;
      readonly isNew: boolean;
      readonly effect: Effect;
      readonly how: string;
    }
  | { readonly on: "view"; readonly view: string; readonly effect: Effect; readonly how: string }
  | { readonly on: "routine"; readonly routine: string; readonly effect: Effect; readonly how: string }
  /** Those who spell out a value of an enum. */
  | {
      readonly on: "enum-value";
      readonly type: string;
      readonly value: string;
      readonly effect: Effect;
      readonly how: string;
    };

/** The hazards of one step; none for what the pull request itself makes, since nobody relies on it yet. */
export function hazardsOf(step: Step, subject: Subject, change: TypeChange | undefined): readonly Hazard[] {
  const { operation, before, after } = step;
  const table = subject.baseTable;
  if ("table" in operation)
    return table === undefined ? [] : tableHazards(operation, table, subject, change, before, after);
  switch (operation.kind) {
    case "drop-view":
      return [{ on: "view", view: keyOf(operation.view), effect: "breaks", how: "dropped" }];
    case "rename-view":
      return after.views.has(keyOf(operation.view))
        ? []
        : [{ on: "view", view: keyOf(operation.view), effect: "breaks", how: "renamed" }];
    case "rename-view-column":
      return [{ on: "view", view: keyOf(operation.view), effect: "alters", how: "changed" }];
    case "create-view":
      return before.views.has(keyOf(operation.view))
        ? [{ on: "view", view: keyOf(operation.view), effect: "alters", how: "redefined" }]
        : [];
    case "drop-routine":
    case "rename-routine":
      return [
        {
          on: "routine",
          routine: keyOf(operation.routine),
          effect: "breaks",
          how: operation.kind === "drop-routine" ? "dropped" : "renamed",
        },
      ];
    case "alter-routine":
      return [{ on: "routine", routine: keyOf(operation.routine), effect: "alters", how: "altered" }];
    case "create-routine":
      return before.routines.has(operation.routine.signature)
        ? [{ on: "routine", routine: keyOf(operation.routine.name), effect: "alters", how: "redefined" }]
        : [];
    case "rename-enum-value":
      return [
        { on: "enum-value", type: keyOf(operation.type), value: operation.value, effect: "breaks", how: "renamed" },
      ];
    case "move-to-schema":
      return moved(operation.object, operation.name);
    case "drop-schema":
    case "rename-schema":
      return schemaHazards(operation.schema, before, operation.kind === "drop-schema" ? "dropped" : "moved");
    default:
      return [];
  }
}

function moved(object: string, name: QualifiedName): readonly Hazard[] {
  const key = keyOf(name);
  if (object === "table") return [{ on: "table", table: key, effect: "breaks", how: "moved" }];
  if (object === "view" || object === "materialized view")
    return [{ on: "view", view: key, effect: "breaks", how: "moved" }];
  const isRoutine = object === "function" || object === "procedure" || object === "routine" || object === "aggregate";
  return isRoutine ? [{ on: "routine", routine: key, effect: "breaks", how: "moved" }] : [];
}

function schemaHazards(schema: string, before: Schema, how: string): readonly Hazard[] {
  const prefix = keyOf({ schema, name: "" });
  return [...before.tables.keys()]
    .filter((key) => key.startsWith(prefix))
    .map((table) => ({ on: "table", table, effect: "breaks", how }));
}

function tableHazards(
  operation: Extract<Operation, { readonly table: QualifiedName }>,
  table: string,
  subject: Subject,
  change: TypeChange | undefined,
  before: Schema,
  after: Schema,
): readonly Hazard[] {
  const touches: Hazard = { on: "table", table, effect: "touches", how: "changed" };
  const column = subject.baseColumn;
  switch (operation.kind) {
    case "create-table":
      return [];
    case "drop-table":
      return [{ on: "table", table, effect: "breaks", how: "dropped" }];
    case "rename-table":
      return [{ on: "table", table, effect: "breaks", how: "renamed" }];
    case "drop-column":
    case "rename-column":
      return column === undefined
        ? []
        : [columnGone(table, column, operation.kind === "drop-column" ? "dropped" : "renamed"), touches];
    case "add-column":
      return [added(operation.column, table, after.tables.get(keyOf(operation.table))), touches].flat();
    case "alter-column-type":
      return column === undefined ? [] : [retyped(table, column, change, after.dialect), touches];
    case "set-not-null":
    case "drop-default":
      return column === undefined
        ? []
        : [
            ...unfilled(
              table,
              column,
              operation.column,
              before.tables.get(keyOf(operation.table)),
              after.tables.get(keyOf(operation.table)),
            ),
            touches,
          ];
    case "set-row-security":
      return operation.change === "enable" || operation.change === "force"
        ? [{ on: "table", table, effect: "alters", how: "put under row security" }]
        : [touches];
    case "drop-not-null":
    case "set-default":
    case "add-identity":
    case "set-identity":
    case "drop-identity":
    case "set-expression":
    case "drop-expression":
    case "add-constraint":
    case "drop-constraint":
    case "create-trigger":
    case "drop-trigger":
    case "create-policy":
    case "alter-policy":
    case "drop-policy":
    case "attach-partition":
    case "detach-partition":
      return before.tables.has(keyOf(operation.table)) ? [touches] : [];
    default:
      return [];
  }
}

/** A column that is no longer found under its name. */
export function columnGone(table: string, column: string, how: string): Hazard {
  return {
    on: "column",
    table,
    column,
    reads: "breaks",
    writes: "breaks",
    readsAll: "alters",
    writesAll: how === "dropped" ? "breaks" : "touches",
    holders: how === "dropped" ? "breaks" : "touches",
    how,
  };
}

function retyped(table: string, column: string, change: TypeChange | undefined, dialect: Dialect): Hazard {
  const effect = change?.effect ?? "changed";
  const reads = ({ same: "touches", widened: "alters", narrowed: "alters", changed: "breaks" } as const)[effect];
  const writes = ({ same: "touches", widened: "touches", narrowed: "breaks", changed: "breaks" } as const)[effect];
  return {
    on: "column",
    table,
    column,
    reads,
    writes,
    readsAll: reads === "breaks" ? "alters" : reads,
    writesAll: writes,
    // Only PostgreSQL refuses to change the type of a column that a view holds.
    holders: effect === "same" ? "touches" : dialect === "postgresql" ? "breaks" : reads,
    how: "retyped",
  };
}

function added(column: string, table: string, after: Table | undefined): readonly Hazard[] {
  const definition = after?.columns.find(({ name }) => name === column);
  const all: Hazard = {
    on: "column",
    table,
    column,
    reads: "touches",
    writes: "touches",
    readsAll: "alters",
    writesAll: "touches",
    holders: "touches",
    how: "added",
  };
  return definition !== undefined && isRequired(definition)
    ? [{ on: "unfilled", table, column, isNew: true, effect: "breaks", how: "required" }, all]
    : [all];
}

/** An INSERT that leaves the column out fails if it is required now, and stores NULL if a default is gone. */
function unfilled(
  table: string,
  column: string,
  name: string,
  before: Table | undefined,
  after: Table | undefined,
): readonly Hazard[] {
  const definition = after?.columns.find((other) => other.name === name);
  const was = before?.columns.find((other) => other.name === name);
  if (definition === undefined || (was !== undefined && isRequired(was))) return [];
  if (isRequired(definition))
    return [{ on: "unfilled", table, column, isNew: false, effect: "breaks", how: "required" }];
  return definition.default === undefined && !fillsItself(definition)
    ? [{ on: "unfilled", table, column, isNew: false, effect: "alters", how: "without a default" }]
    : [];
}

/** Whether an INSERT must give the column a value. */
export function isRequired(column: Column): boolean {
  return !column.nullable && column.default === undefined && !fillsItself(column);
}
