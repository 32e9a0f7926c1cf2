import { sqlName } from "../sql-name.ts";

/** The statement that adds a constraint without looking at the rows that are there, and can be run twice. The table as SQL writes it. */
export function addUnvalidated(table: string, name: string, definition: string): string {
  const constraint = postgresName(name);
  return `ALTER TABLE ${table}\n    DROP CONSTRAINT IF EXISTS ${constraint},\n    ADD CONSTRAINT ${constraint} ${definition} NOT VALID;`;
}

/** The statement that proves it later, while others read and write. */
export function validateLater(table: string, name: string): string {
  return `ALTER TABLE ${table} VALIDATE CONSTRAINT ${postgresName(name)};`;
}

/** The check that `notNullByCheck` goes by. */
export function addRequiredCheck(table: string, column: string): string {
  return addUnvalidated(table, `${column}_required`, `CHECK (${postgresName(column)} IS NOT NULL)`);
}

/** The statements that make a column NOT NULL by a check that is there and holds, and take the check away again. */
export function notNullByCheck(table: string, column: string): string {
  const name = `${column}_required`;
  return [
    validateLater(table, name),
    `ALTER TABLE ${table} ALTER COLUMN ${postgresName(column)} SET NOT NULL;`,
    `ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${postgresName(name)};`,
  ].join("\n");
}

/** The two migrations that make a new column NOT NULL once its rows are filled. */
export function requireLater(table: string, column: string): string {
  return `-- once every row has a value, in a later migration:\n${addRequiredCheck(table, column)}\n-- and in one more:\n${notNullByCheck(table, column)}`;
}

/** A name as PostgreSQL's statements need it. */
export function postgresName(name: string): string {
  return sqlName(name, "postgresql");
}
