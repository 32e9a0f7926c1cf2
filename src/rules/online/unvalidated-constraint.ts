/** The statement that adds a constraint without looking at the rows that are there, and can be run twice. */
export function addUnvalidated(table: string, name: string, definition: string): string {
  return `ALTER TABLE ${table}\n    DROP CONSTRAINT IF EXISTS ${name},\n    ADD CONSTRAINT ${name} ${definition} NOT VALID;`;
}

/** The statements that make a column NOT NULL by a check that is there and holds, and take the check away again. */
export function notNullByCheck(table: string, column: string): string {
  const name = `${column}_required`;
  return [
    `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name};`,
    `ALTER TABLE ${table} ALTER COLUMN ${column} SET NOT NULL;`,
    `ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${name};`,
  ].join("\n");
}

/** The check that `notNullByCheck` goes by. */
export function addRequiredCheck(table: string, column: string): string {
  return addUnvalidated(table, `${column}_required`, `CHECK (${column} IS NOT NULL)`);
}
