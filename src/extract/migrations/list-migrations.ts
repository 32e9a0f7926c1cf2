import type { MigrationFile } from "../../model/migration.ts";
import type { Policy } from "../../model/policy.ts";
import type { Dialect } from "../../model/schema.ts";
import { classifyMigration, variantOfPath } from "./classify-migration.ts";
import { changeUnderPlan } from "./formats/sqitch.ts";
import type { Listing } from "./listing.ts";
import { migrationPath } from "./migration-path.ts";
import { pairDirections } from "./pair-directions.ts";
import { variantOfFolder } from "./path-variant.ts";
import { refineTool, toolFolders } from "./tool-folders.ts";
import { splitVersion } from "./version.ts";

const listings = new WeakMap<
  readonly string[],
  { readonly policy: Policy; readonly dialect: Dialect; readonly listing: Listing }
>();

/** Finds a dialect's migrations in a listing, pairs their directions and sorts them. The answer for one listing is remembered, for many ask for it. */
export function listMigrations(paths: readonly string[], policy: Policy, dialect: Dialect): Listing {
  const known = listings.get(paths);
  if (known?.policy === policy && known.dialect === dialect) return known.listing;
  const listing = makeListing(paths, policy, dialect);
  listings.set(paths, { policy, dialect, listing });
  return listing;
}

function makeListing(paths: readonly string[], policy: Policy, dialect: Dialect): Listing {
  const folders = toolFolders(paths);
  const known = { ...policy, dialect };
  const classified = paths.flatMap((path): readonly MigrationFile[] => {
    const plan = folders.planAbove(path);
    const parts = plan === undefined ? undefined : migrationPath(path);
    if (plan !== undefined && parts !== undefined && /^(?:deploy|revert|verify)\//.test(below(path, plan))) {
      const change = changeUnderPlan(parts, plan);
      return change === undefined ? [] : [{ path, tool: "sqitch", ...change }];
    }
    const file = classifyMigration(path, known);
    return file === undefined || (file.tool === "sqitch" && plan === undefined) ? [] : [file];
  });
  const ours = classified.filter((file) => !isForAnother(file.path, dialect));
  const chosen = preferDialect(withoutStrangers(withoutCockroach(ours)), dialect);
  return pairDirections(chosen.map((file) => refineTool(file, folders)));
}

function below(path: string, folder: string): string {
  return folder === "" ? path : path.slice(folder.length + 1);
}

function isForAnother(path: string, dialect: Dialect): boolean {
  const variant = variantOfPath(path);
  if (variant === undefined || variant === dialect) return false;
  return !(variant === "cockroachdb" && dialect === "postgresql");
}

/** CockroachDB's files count as PostgreSQL's where the project has none for PostgreSQL itself. */
function withoutCockroach(files: readonly MigrationFile[]): readonly MigrationFile[] {
  const isCockroach = (file: MigrationFile) => variantOfPath(file.path) === "cockroachdb";
  if (!files.some(isCockroach)) return files;
  const others = new Set(files.filter((file) => !isCockroach(file)).map((file) => neutralFolder(file.path)));
  return files.filter((file) => !isCockroach(file) || !others.has(neutralFolder(file.path)));
}

/** The folder of a file, without what says a product. */
function neutralFolder(path: string): string {
  const folders = path.split("/").slice(0, -1);
  return folders.filter((folder) => variantOfFolder(folder) === undefined).join("/");
}

/** A file named for the dialect takes the place of the generic one of the same version. */
function preferDialect(files: readonly MigrationFile[], dialect: Dialect): readonly MigrationFile[] {
  const key = (file: MigrationFile) => `${file.lineage}\n${file.id}\n${file.direction}`;
  const named = new Set(files.filter((file) => migrationPath(file.path)?.fileVariant === dialect).map(key));
  if (named.size === 0) return files;
  return files.filter((file) => !named.has(key(file)) || migrationPath(file.path)?.fileVariant === dialect);
}

/** In a history of numbered files, one without a number is no step of it: a helper, a note, a snapshot. */
function withoutStrangers(files: readonly MigrationFile[]): readonly MigrationFile[] {
  const numbered = new Map<string, number>();
  const isStranger = (file: MigrationFile) =>
    file.tool === "sql" && file.id === file.title && splitVersion(file.id).version === undefined;
  for (const file of files) {
    if (!isStranger(file)) numbered.set(file.lineage, (numbered.get(file.lineage) ?? 0) + 1);
  }
  return files.filter((file) => !isStranger(file) || (numbered.get(file.lineage) ?? 0) < 3);
}
