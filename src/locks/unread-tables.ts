import type { Comparison } from "../model/comparison.ts";
import { keyOf } from "../model/name.ts";
import type { Dialect } from "../model/schema.ts";

/** Tables that statements which nobody could read begin to make: whatever their columns are, no row of them is there yet. */
export function unreadTables({ migrations }: Comparison, dialect: Dialect): readonly string[] {
  return migrations.flatMap(({ migration: { up } }) => {
    const read = new Set(up.operations.map(({ statement }) => statement));
    return up.statements.filter((statement) => !read.has(statement)).flatMap(({ text }) => madeTable(text, dialect));
  });
}

const part = '(?:"[^"]+"|`[^`]+`|\\[[^\\]]+\\]|[\\w$]+)';
const making = new RegExp(
  `^\\s*create\\s+(?:unlogged\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?(?:(${part})\\.)?(${part})\\s*\\(`,
  "i",
);

function madeTable(text: string, dialect: Dialect): readonly string[] {
  const [, schema, name] = making.exec(text) ?? [];
  if (name === undefined) return [];
  const fold = (word: string) =>
    /^["`[]/.test(word) ? word.slice(1, -1) : dialect === "mysql" ? word : word.toLowerCase();
  const space = schema === undefined || fold(schema) === "public" ? undefined : fold(schema);
  return [keyOf({ schema: space, name: fold(name) })];
}
