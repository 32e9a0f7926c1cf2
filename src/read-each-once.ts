import type { Script } from "./model/migration.ts";
import type { SqlReader } from "./model/sql-reader.ts";

/** A reader that reads each stretch of a file once: a changed migration is looked at by itself and again as a part of its history. */
export function readEachOnce(sql: SqlReader): SqlReader {
  const known = new Map<string, { readonly text: string; readonly script: Script }>();
  return {
    ...sql,
    readScript(source) {
      const { path, text, range, transactional } = source;
      const place = `${path}\n${range?.start}-${range?.end}\n${transactional}`;
      const earlier = known.get(place);
      if (earlier?.text === text) return earlier.script;
      const script = sql.readScript(source);
      known.set(place, { text, script });
      return script;
    },
  };
}
