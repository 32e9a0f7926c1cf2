import type { Format, Recognised } from "../format.ts";
import type { MigrationPath } from "../migration-path.ts";
import { splitVersion } from "../version.ts";
import { describe } from "./plain.ts";

/**
 * `migrations/{version}_{name}/up.sql` beside `down.sql`, in a transaction unless the folder's `metadata.toml` says otherwise.
 * https://docs.rs/diesel_migrations
 */
export const diesel: Format = {
  tool: "diesel",
  recognise(path: MigrationPath): Recognised | undefined {
    if (path.stem !== "" || path.direction === undefined) return undefined;
    const folder = path.folders.at(-1) ?? "";
    return splitVersion(folder).version === undefined ? undefined : describe(path);
  },
  transaction: "wrapped",
  settings: {
    file: (up) => up.replace(/[^/]*$/, "metadata.toml"),
    withoutTransaction: /^\s*run_in_transaction\s*=\s*false\b/m,
  },
  down: "yes",
};
