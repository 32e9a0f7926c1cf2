import type { Guard, Operation } from "../../../model/operation.ts";
import { skipIndexOptions } from "./constraints.ts";
import type { Cursor } from "./cursor.ts";
import { base, type Frame } from "./draft.ts";
import { expressionOf } from "./expression.ts";
import { indexOf, keyParts } from "./key-parts.ts";

/** `CREATE [UNIQUE|FULLTEXT|SPATIAL] INDEX [IF NOT EXISTS] name ON table (…)`. */
export function createIndexStatement(cursor: Cursor, frame: Frame): readonly Operation[] | undefined {
  if (!cursor.takes("CREATE")) return undefined;
  const replace = cursor.takes("OR REPLACE");
  cursor.takesOne("ONLINE", "OFFLINE");
  const kind = cursor.takesOne("UNIQUE", "FULLTEXT", "SPATIAL");
  if (!cursor.takes("INDEX")) return undefined;
  const guard: Guard | undefined = cursor.takes("IF NOT EXISTS") ? "if-not-exists" : replace ? "or-replace" : undefined;
  const qualified = cursor.tableName();
  const name = cursor.grammar.foldPart(qualified.name);
  const before = skipIndexOptions(cursor);
  cursor.expect("ON");
  const named = cursor.tableName();
  // SQLite qualifies the index, not its table.
  const table = { schema: named.schema ?? qualified.schema, name: named.name };
  const elements = keyParts(cursor.bracketed());
  const method = skipIndexOptions(cursor) ?? before ?? "btree";
  const special = kind === "FULLTEXT" || kind === "SPATIAL" ? kind.toLowerCase() : method;
  const where = cursor.takes("WHERE") ? expressionOf(cursor.until(() => false)) : undefined;
  skipDemands(cursor);
  const index = indexOf(name, elements, { unique: kind === "UNIQUE", method: special, where });
  return [{ kind: "create-index", ...base(frame, guard), table, index, concurrently: false, only: false }];
}

/** `DROP INDEX [IF EXISTS] name [ON table]`. */
export function dropIndexStatement(cursor: Cursor, frame: Frame): readonly Operation[] | undefined {
  if (!cursor.takes("DROP")) return undefined;
  cursor.takesOne("ONLINE", "OFFLINE");
  if (!cursor.takes("INDEX")) return undefined;
  const guard: Guard | undefined = cursor.takes("IF EXISTS") ? "if-exists" : undefined;
  const { schema, name } = cursor.tableName();
  const table = cursor.takes("ON") ? cursor.tableName() : undefined;
  skipDemands(cursor);
  const index = { schema: table?.schema ?? schema, name: cursor.grammar.foldPart(name) };
  // MySQL's name for the index of the primary key.
  if (table !== undefined && index.name === "primary")
    return [{ kind: "drop-constraint", ...base(frame, guard), table, constraint: "primary", cascade: false }];
  const of = table === undefined ? {} : { owner: table };
  return [{ kind: "drop-index", ...base(frame, guard), index, ...of, concurrently: false, cascade: false }];
}

function skipDemands(cursor: Cursor): void {
  while (cursor.takesOne("ALGORITHM", "LOCK", "WAIT", "NOWAIT") !== undefined) {
    cursor.takes("=");
    if (!cursor.done && cursor.peek().upper !== ",") cursor.take();
    cursor.takes(",");
  }
}
