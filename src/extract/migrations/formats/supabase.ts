import type { Format, Recognised } from "../format.ts";
import type { MigrationPath } from "../migration-path.ts";
import { splitVersion } from "../version.ts";
import { describe } from "./plain.ts";

/** `supabase/migrations/{timestamp}_{name}.sql`, forward only. https://supabase.com/docs/guides/deployment/database-migrations */
export const supabase: Format = {
  tool: "supabase",
  recognise(path: MigrationPath): Recognised | undefined {
    const [parent, folder] = path.folders.slice(-2);
    if (parent !== "supabase" || folder !== "migrations") return undefined;
    return splitVersion(path.stem).version === undefined ? undefined : describe(path);
  },
  transaction: "wrapped",
  down: "no",
};
