import type { Product } from "../../model/engine.ts";
import type { MigrationFile } from "../../model/migration.ts";
import type { Policy } from "../../model/policy.ts";
import { matchesGlobs } from "../../text/globs.ts";
import type { Recognised } from "./format.ts";
import { describe } from "./formats/plain.ts";
import { formats } from "./formats.ts";
import { type MigrationPath, migrationPath } from "./migration-path.ts";
import { inNoHistory } from "./not-migrations.ts";
import type { Variant } from "./path-variant.ts";

/** The migration that a path alone says it is; `undefined` for what is none. A listing says more: see `listMigrations`. */
export function classifyMigration(path: string, policy: Policy): MigrationFile | undefined {
  const parts = migrationPath(path);
  if (parts === undefined || matchesGlobs(path, policy.migrations.exclude)) return undefined;
  if (matchesGlobs(path, policy.migrations.include)) return finish(parts, recognise(parts) ?? forced(parts), policy);
  if (inNoHistory(parts.folders)) return undefined;
  const recognised = recognise(parts);
  return recognised === undefined ? undefined : finish(parts, recognised, policy);
}

/** The product that a path says it is written for (`x.mysql.up.sql`, `migrations/sqlite3/`); `undefined` where it says none or one we do not know. */
export function productOfPath(path: string): Product | undefined {
  const variant = variantOfPath(path);
  return variant === "other" ? undefined : variant;
}

/** The product that a path is for, by its file's name first, then by its deepest folder. */
export function variantOfPath(path: string): Variant | undefined {
  const parts = migrationPath(path);
  return parts?.fileVariant ?? parts?.folderVariant;
}

function recognise(parts: MigrationPath): (Recognised & { tool: string }) | undefined {
  for (const format of formats) {
    const recognised = format.recognise?.(parts);
    if (recognised !== undefined) return { ...recognised, tool: format.tool };
  }
  return undefined;
}

function forced(parts: MigrationPath): Recognised & { tool: string } {
  return { ...describe(parts), tool: "sql" };
}

/** A file named for another product lies in the same folder and is another history. */
function finish(parts: MigrationPath, recognised: Recognised & { tool: string }, policy: Policy): MigrationFile {
  const other = parts.fileVariant !== undefined && parts.fileVariant !== (policy.dialect ?? "postgresql");
  const lineage = other ? `${recognised.lineage} (${parts.fileVariant})` : recognised.lineage;
  return { path: parts.path, ...recognised, lineage };
}
