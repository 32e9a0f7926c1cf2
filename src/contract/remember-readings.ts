import type { SqlReader } from "../model/sql-reader.ts";

/** The same reader, which parses each type and each expression of a contract once: a thousand tables share a dozen of them. */
export function rememberReadings(sql: SqlReader): SqlReader {
  return {
    ...sql,
    readType: remembered((text) => sql.readType(text)),
    readExpression: remembered((text) => sql.readExpression(text)),
  };
}

function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    const found = known.get(text) ?? { value: read(text) };
    known.set(text, found);
    return found.value;
  };
}
