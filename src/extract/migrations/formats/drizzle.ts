import type { Format, Recognised } from "../format.ts";
import type { MigrationPath } from "../migration-path.ts";
import { splitVersion } from "../version.ts";
import { describe } from "./plain.ts";

/**
 * `drizzle/0000_{name}.sql`, or a folder per migration since version 1; all pending ones run in one transaction and none is ever undone.
 * https://orm.drizzle.team/docs/migrations
 */
export const drizzle: Format = {
  tool: "drizzle",
  recognise(path: MigrationPath): Recognised | undefined {
    const at = path.folders.findLastIndex((folder) => /^drizzle(?:$|[-_])/i.test(folder));
    if (at === -1) return undefined;
    const named = path.stem === "migration" ? (path.folders.at(-1) ?? "") : path.stem;
    if (splitVersion(named).version === undefined) return undefined;
    const folderIsMigration = path.stem === "migration";
    const root = folderIsMigration ? path.folders.slice(0, -1) : path.folders;
    const rest = folderIsMigration ? path.folders.slice(-1) : [];
    return describe(path, { root, rest, sure: "yes", direction: undefined });
  },
  transaction: "wrapped",
  down: "no",
};
