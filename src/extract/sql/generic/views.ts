import type { Operation } from "../../../model/operation.ts";
import type { Cursor } from "./cursor.ts";
import { base, type Frame } from "./draft.ts";
import { readQueryText } from "./read-query.ts";

/** `CREATE [OR REPLACE] [ALGORITHM …] [DEFINER …] [SQL SECURITY …] VIEW name [(columns)] AS query`. */
export function createView(cursor: Cursor, frame: Frame): readonly Operation[] | undefined {
  const verb = cursor.takesOne("CREATE", "ALTER");
  if (verb === undefined) return undefined;
  const replace = cursor.takes("OR REPLACE") || verb === "ALTER";
  const temporary = cursor.takesOne("TEMPORARY", "TEMP") !== undefined;
  if (/^(?:ALGORITHM|DEFINER|SQL)$/.test(cursor.peek().upper))
    cursor.until((it) => /^(?:VIEW|TRIGGER|PROCEDURE|FUNCTION|EVENT|TABLE)$/.test(it.peek().upper));
  if (!cursor.takes("VIEW")) return undefined;
  const ifNot = cursor.takes("IF NOT EXISTS");
  const view = cursor.tableName();
  const columnNames =
    cursor.peek().upper === "("
      ? cursor
          .bracketed()
          .parts()
          .map((part) => part.partName())
      : [];
  cursor.expect("AS");
  const query = cursor.until((it) => it.sees("WITH CHECK") || it.sees("WITH CASCADED") || it.sees("WITH LOCAL"));
  cursor.rest();
  const guard = ifNot ? "if-not-exists" : replace && verb === "CREATE" ? "or-replace" : undefined;
  const made = { columnNames, definition: query.written, query: readQueryText(query, query.tokens), options: [] };
  return [{ kind: "create-view", ...base(frame, guard), view, materialized: false, replace, temporary, ...made }];
}
