import type { Guard, Operation } from "../../../model/operation.ts";
import type { Trigger } from "../../../model/schema.ts";
import type { Cursor } from "./cursor.ts";
import { base, type Frame } from "./draft.ts";
import { expressionOf } from "./expression.ts";

/** `CREATE TRIGGER name BEFORE INSERT ON table FOR EACH ROW …`. Its own name stands for the routine that its body is. */
export function createTrigger(cursor: Cursor, frame: Frame): readonly Operation[] | undefined {
  if (!cursor.takes("CREATE")) return undefined;
  const replace = cursor.takes("OR REPLACE");
  cursor.takesOne("TEMPORARY", "TEMP");
  if (cursor.takes("DEFINER"))
    cursor.until((it) => /^(?:TRIGGER|FUNCTION|PROCEDURE|EVENT|VIEW|SQL)$/.test(it.peek().upper));
  if (!cursor.takes("TRIGGER")) return undefined;
  const guard: Guard | undefined = cursor.takes("IF NOT EXISTS") ? "if-not-exists" : replace ? "or-replace" : undefined;
  const written = cursor.tableName();
  const name = cursor.grammar.foldPart(written.name);
  const timing = cursor.takesOne("BEFORE", "AFTER", "INSTEAD OF") ?? "BEFORE";
  const event = cursor.takesOne("INSERT", "DELETE", "UPDATE");
  if (event === undefined) return cursor.fail();
  const columns = cursor.takes("OF") ? columnList(cursor) : [];
  cursor.expect("ON");
  const on = cursor.tableName();
  const table = { schema: on.schema ?? written.schema, name: on.name };
  cursor.takes("FOR EACH ROW");
  if (cursor.takesOne("FOLLOWS", "PRECEDES") !== undefined) cursor.rawName();
  const when = cursor.takes("WHEN") ? expressionOf(cursor.until((it) => it.sees("BEGIN"))) : undefined;
  cursor.rest();
  const events = [columns.length === 0 ? event.toLowerCase() : `update of ${columns.join(", ")}`];
  const trigger: Trigger = {
    name,
    timing: timing.toLowerCase() as Trigger["timing"],
    events,
    level: "row",
    routine: { schema: table.schema, name },
    when,
    constraint: false,
    enabled: "origin",
  };
  return [{ kind: "create-trigger", ...base(frame, guard), table, trigger, replace }];
}

function columnList(cursor: Cursor): readonly string[] {
  const names = [cursor.partName()];
  while (cursor.takes(",")) names.push(cursor.partName());
  return names;
}

/** `DROP TRIGGER [IF EXISTS] name`, which names no table. */
export function dropTrigger(cursor: Cursor, frame: Frame): readonly Operation[] | undefined {
  if (!cursor.takes("DROP TRIGGER")) return undefined;
  const guard: Guard | undefined = cursor.takes("IF EXISTS") ? "if-exists" : undefined;
  const name = cursor.tableName();
  return [{ kind: "other-ddl", ...base(frame, guard), command: "DROP TRIGGER", name }];
}
