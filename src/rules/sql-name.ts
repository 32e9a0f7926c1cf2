import type { QualifiedName } from "../model/name.ts";
import type { Dialect } from "../model/schema.ts";
import { reservedBy } from "./reserved-words.ts";

/** A name as a statement to paste needs it: quoted in the dialect's way where it would be folded, or read as a word of the language. */
export function sqlName(name: string, dialect: Dialect): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name) && reservedBy(dialect, name) === undefined) return name;
  return dialect === "mysql" ? `\`${name.replaceAll("`", "``")}\`` : `"${name.replaceAll('"', '""')}"`;
}

/** The same for a name with its schema. */
export function sqlQualifiedName({ schema, name }: QualifiedName, dialect: Dialect): string {
  const own = sqlName(name, dialect);
  return schema === undefined ? own : `${sqlName(schema, dialect)}.${own}`;
}
