import { type Engine, isBefore } from "../../model/engine.ts";
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
  return addUnvalidated(table, requiredName(column), `CHECK (${postgresName(column)} IS NOT NULL)`);
}

/** The statements that make a column NOT NULL by a check that is there and holds, and take the check away again. */
export function notNullByCheck(table: string, column: string): string {
  const name = requiredName(column);
  return [
    validateLater(table, name),
    `ALTER TABLE ${table} ALTER COLUMN ${postgresName(column)} SET NOT NULL;`,
    `ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${postgresName(name)};`,
  ].join("\n");
}

/** The first version whose SET NOT NULL takes the word of a check. */
const sinceProofs = 12;

/** Whether SET NOT NULL reads all rows whatever checks there are, so that the check stays in its stead. */
export function isCheckAllThereIs(server: Pick<Engine, "version">): boolean {
  return isBefore(server, sinceProofs);
}

/** The two migrations that require a value of a new column once its rows are filled. */
export function requireLater(table: string, column: string, server: Pick<Engine, "version">): string {
  return `-- once every row has a value, in a later migration:\n${requireByCheck(table, column, server).join("\n-- and in one more:\n")}`;
}

/** The statements of one migration and of a later one that require a value: by NOT NULL, and by the check alone where the server does not take its word. */
export function requireByCheck(
  table: string,
  column: string,
  server: Pick<Engine, "version">,
): readonly [now: string, later: string] {
  const later = isCheckAllThereIs(server) ? validateLater(table, requiredName(column)) : notNullByCheck(table, column);
  return [addRequiredCheck(table, column), later];
}

function requiredName(column: string): string {
  return `${column}_required`;
}

/** A name as PostgreSQL's statements need it. */
export function postgresName(name: string): string {
  return sqlName(name, "postgresql");
}
