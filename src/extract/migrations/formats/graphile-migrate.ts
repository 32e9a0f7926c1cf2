import type { Format, Recognised } from "../format.ts";
import type { MigrationPath } from "../migration-path.ts";
import { describe } from "./plain.ts";

/** `migrations/committed/000001.sql`, then `migrations/current.sql` or `current/`, which is still being written. https://github.com/graphile/migrate */
export const graphileMigrate: Format = {
  tool: "graphile-migrate",
  recognise(path: MigrationPath): Recognised | undefined {
    const at = path.folders.lastIndexOf("migrations");
    const next = at === -1 ? undefined : path.folders[at + 1];
    const root = path.folders.slice(0, at + 1);
    if (next === "committed") return describe(path, { root, rest: [], sure: "yes", direction: undefined });
    const current = next === "current" || (next === undefined && at !== -1 && path.stem === "current");
    if (!current) return undefined;
    const described = describe(path, { root, rest: [], sure: "yes", direction: undefined });
    return { ...described, order: `~${described.order}`, repeatable: true };
  },
  transaction: "wrapped",
  withoutTransaction: /^--![ \t]*no-transaction\b/m,
  down: "no",
};
