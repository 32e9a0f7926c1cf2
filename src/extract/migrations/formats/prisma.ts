import type { Format, Recognised } from "../format.ts";
import type { MigrationPath } from "../migration-path.ts";
import { describe } from "./plain.ts";

/**
 * `prisma/migrations/{timestamp}_{name}/migration.sql`, with an optional `down.sql` beside it.
 * https://www.prisma.io/docs/orm/prisma-migrate
 */
export const prisma: Format = {
  tool: "prisma",
  recognise(path: MigrationPath): Recognised | undefined {
    if (!/^\d{14}(?:_|$)/.test(path.folders.at(-1) ?? "")) return undefined;
    const isStep = path.stem === "migration" || (path.stem === "" && path.direction === "down");
    return isStep && path.folders.some((folder) => /prisma|migrations/i.test(folder)) ? describe(path) : undefined;
  },
  transaction: "together",
  down: "if-used",
};
