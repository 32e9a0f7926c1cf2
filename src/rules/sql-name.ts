import type { QualifiedName } from "../model/name.ts";
import type { Dialect } from "../model/schema.ts";
import { reservedBy } from "./reserved-words.ts";

/** A name as a statement to paste needs it: quoted in the dialect's way where it would be folded, or read as a word of the language. */
export function sqlName(name: string, dialect: Dialect): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name) && !isReserved(name, dialect)) return name;
  return dialect === "mysql" ? `\`${name.replaceAll("`", "``")}\`` : `"${name.replaceAll('"', '""')}"`;
}

/** MySQL and MariaDB take the same quotes, so that the words of either may have them. */
function isReserved(name: string, dialect: Dialect): boolean {
  return reservedBy(dialect, name) !== undefined || (dialect === "mysql" && reservedBy("mariadb", name) !== undefined);
}

/** The same for a name with its schema. */
export function sqlQualifiedName({ schema, name }: QualifiedName, dialect: Dialect): string {
  const own = sqlName(name, dialect);
  return schema === undefined ? own : `${sqlName(schema, dialect)}.${own}`;
}
