import { sqlName } from "./sql-name.ts";

/** PostgreSQL's block that adds a constraint only where the table has none of its name. The table as SQL writes it, the definition as it stands behind the name. */
export function unlessConstraint(table: string, name: string, definition: string): string {
  const body = [
    "BEGIN",
    `    IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = ${literal(table)}::regclass AND conname = ${literal(name)}) THEN`,
    `        ALTER TABLE ${table} ADD CONSTRAINT ${sqlName(name, "postgresql")} ${definition};`,
    "    END IF;",
    "END",
  ].join("\n");
  let tag = "$$";
  for (let at = 1; body.includes(tag); at++) tag = `$once${at}$`;
  return `DO ${tag}\n${body}\n${tag};`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
