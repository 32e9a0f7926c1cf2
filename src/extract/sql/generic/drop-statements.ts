import type { QualifiedName } from "../../../model/name.ts";
import type { Guard, Operation } from "../../../model/operation.ts";
import type { Cursor } from "./cursor.ts";
import { base, type Frame } from "./draft.ts";

const kinds = [
  "TABLE",
  "TABLES",
  "VIEW",
  "TRIGGER",
  "PROCEDURE",
  "FUNCTION",
  "DATABASE",
  "SCHEMA",
  "SEQUENCE",
] as const;

/** `DROP TABLE a, b`, and the like for views, triggers, routines and databases. */
export function dropStatement(cursor: Cursor, frame: Frame): readonly Operation[] | undefined {
  if (!cursor.takes("DROP")) return undefined;
  cursor.takesOne("TEMPORARY");
  const kind = cursor.takesOne(...kinds);
  if (kind === undefined) return undefined;
  const guard: Guard | undefined = cursor.takes("IF EXISTS") ? "if-exists" : undefined;
  const names: QualifiedName[] = [];
  do names.push(cursor.tableName());
  while (cursor.takes(","));
  const cascade = cursor.takesOne("CASCADE", "RESTRICT") === "CASCADE";
  if (cursor.takesOne("WAIT", "NOWAIT") === "WAIT") cursor.take();
  return names.map((name) => dropOf(kind, name, { ...base(frame, guard), cascade }, cursor));
}

type Shared = ReturnType<typeof base> & { readonly cascade: boolean };

function dropOf(kind: string, name: QualifiedName, shared: Shared, { grammar }: Cursor): Operation {
  switch (kind) {
    case "VIEW":
      return { kind: "drop-view", ...shared, view: name, materialized: false };
    // The table of a trigger is not named: its own name is enough in both dialects.
    case "TRIGGER":
      return { kind: "other-ddl", ...plain(shared), command: "DROP TRIGGER", name };
    case "PROCEDURE":
    case "FUNCTION": {
      const routine = { schema: name.schema, name: grammar.foldPart(name.name) };
      const routineKind = kind === "FUNCTION" ? "function" : "procedure";
      return { kind: "drop-routine", ...shared, routine, routineKind, argumentTypes: undefined };
    }
    case "DATABASE":
    case "SCHEMA":
      return { kind: "drop-database", ...plain(shared), database: name.name };
    case "SEQUENCE":
      return { kind: "drop-sequence", ...shared, sequence: name };
    default:
      return { kind: "drop-table", ...shared, table: name };
  }
}

function plain({ cascade: _, ...shared }: Shared): ReturnType<typeof base> {
  return shared;
}

/** `RENAME TABLE a TO b, c TO d`. */
export function renameTables(cursor: Cursor, frame: Frame): readonly Operation[] | undefined {
  if (cursor.takesOne("RENAME TABLES", "RENAME TABLE") === undefined) return undefined;
  const guard: Guard | undefined = cursor.takes("IF EXISTS") ? "if-exists" : undefined;
  return cursor.parts().map((part) => {
    const [start, end] = [part.offset, part.tokens.at(-1)?.end];
    const table = part.tableName();
    part.expect("TO");
    const to = part.tableName();
    if (!part.done) part.fail();
    const on = base(frame, guard, start, end);
    if (to.schema === table.schema || to.schema === undefined)
      return { kind: "rename-table", ...on, table, to: to.name };
    const move = { object: "table" as const, name: table, argumentTypes: undefined, to: to.schema };
    return { kind: "move-to-schema", ...on, ...move };
  });
}
