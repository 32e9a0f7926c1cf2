import type { Format, Recognised } from "../format.ts";
import type { MigrationPath } from "../migration-path.ts";
import { splitVersion } from "../version.ts";
import { describe } from "./plain.ts";

/**
 * `{version}_{title}.up.sql` beside `{version}_{title}.down.sql`. It sends a file as one message and opens no transaction.
 * https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md
 */
export const golangMigrate: Format = {
  tool: "golang-migrate",
  recognise(path: MigrationPath): Recognised | undefined {
    const dotted = /\.(?:up|down)\./i.test(path.path.slice(path.path.lastIndexOf("/")));
    if (!dotted || path.directionIsGuess || path.direction === undefined) return undefined;
    return /^\d+$/.test(splitVersion(path.stem).version ?? "") ? describe(path) : undefined;
  },
  transaction: "together",
  down: "yes",
};
