import type { MigrationFile } from "../../model/migration.ts";
import type { Policy } from "../../model/policy.ts";
import type { Dialect } from "../../model/schema.ts";
import { formatOf } from "./formats.ts";
import { listMigrations } from "./list-migrations.ts";

/** What reading some migrations takes. */
type RelatedFiles = {
  /** The files themselves, what does or undoes the same, and what sets how they run. */
  readonly files: readonly string[];
  /** The histories that they belong to. */
  readonly lineages: ReadonlySet<string>;
};

/** Finds what must be read for the migrations that some changed files belong to; all migrations when `changed` is `undefined`. */
export function relatedFiles(
  paths: readonly string[],
  changed: ReadonlySet<string> | undefined,
  policy: Policy,
): RelatedFiles {
  const dialect: Dialect = policy.dialect ?? "postgresql";
  const { migrations, orphans, superseded } = listMigrations(paths, policy, dialect);
  const existing = new Set(paths);
  const files = new Set<string>();
  const lineages = new Set<string>();
  const isChanged = (file: MigrationFile | undefined) =>
    file !== undefined && (changed === undefined || changed.has(file.path));
  for (const { up, down } of migrations) {
    if (!isChanged(up) && !isChanged(down)) continue;
    lineages.add(up.lineage);
    for (const path of [up.path, down?.path, settingsOf(up)]) {
      if (path !== undefined && existing.has(path)) files.add(path);
    }
  }
  for (const file of [...orphans, ...superseded]) if (isChanged(file)) files.add(file.path);
  return { files: [...files], lineages };
}

/** The files that make up some histories, up files only: what it takes to run them. */
export function historyFiles(
  paths: readonly string[],
  lineages: ReadonlySet<string> | undefined,
  policy: Policy,
): readonly string[] {
  const { migrations } = listMigrations(paths, policy, policy.dialect ?? "postgresql");
  const ups = migrations.map(({ up }) => up).filter((up) => lineages === undefined || lineages.has(up.lineage));
  const existing = new Set(paths);
  const settings = ups.flatMap((up) => settingsOf(up) ?? []).filter((path) => existing.has(path));
  return [...new Set([...ups.map(({ path }) => path), ...settings])];
}

function settingsOf(up: MigrationFile): string | undefined {
  if (up.tool === "sqitch") return up.lineage === "" ? "sqitch.plan" : `${up.lineage}/sqitch.plan`;
  return formatOf(up.tool).settings?.file(up.path);
}
