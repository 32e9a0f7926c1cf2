import type { MigrationFile } from "../../model/migration.ts";

/** Where the files lie by which tools are known. */
type ToolFolders = {
  /** The folder of the nearest `sqitch.plan` above a path. */
  planAbove(path: string): string | undefined;
  readonly rust: ReadonlySet<string>;
  readonly atlas: ReadonlySet<string>;
  readonly drizzle: ReadonlySet<string>;
  /** Files of yoyo's form `x.rollback.sql`, without that ending. */
  readonly rolledBack: ReadonlySet<string>;
};

/** Reads a listing once for the files that give a tool away. */
export function toolFolders(paths: readonly string[]): ToolFolders {
  const plans = new Set<string>();
  const rust = new Set<string>();
  const atlas = new Set<string>();
  const drizzle = new Set<string>();
  const rolledBack = new Set<string>();
  for (const path of paths) {
    if (path.endsWith("sqitch.plan")) plans.add(folderOf(path));
    else if (path.endsWith("Cargo.toml")) rust.add(folderOf(path));
    else if (path.endsWith("atlas.sum")) atlas.add(folderOf(path));
    else if (path.endsWith("meta/_journal.json")) drizzle.add(folderOf(folderOf(path)));
    else if (path.endsWith(".rollback.sql")) rolledBack.add(path.slice(0, -".rollback.sql".length));
  }
  const planAbove = (path: string) => (plans.size === 0 ? undefined : foldersAbove(path).find((it) => plans.has(it)));
  return { planAbove, rust, atlas, drizzle, rolledBack };
}

/** The tool of a file whose path fits several, by what lies beside and above it. */
export function refineTool(file: MigrationFile, folders: ToolFolders): MigrationFile {
  const folder = folderOf(file.path);
  if (file.tool === "sql" && folders.atlas.has(folder)) return { ...file, tool: "atlas" };
  if (file.tool === "sql" && folders.drizzle.has(folder)) return { ...file, tool: "drizzle" };
  if (file.tool === "sql" && folders.rolledBack.has(file.path.replace(/(?:\.rollback)?\.sql$/, ""))) {
    return { ...file, tool: "yoyo" };
  }
  const fitsSqlx = file.tool === "sql" || file.tool === "golang-migrate";
  const isCrate = folders.rust.size > 0 && foldersAbove(file.path).some((above) => folders.rust.has(above));
  return fitsSqlx && isCrate ? { ...file, tool: "sqlx" } : file;
}

/** The folders above a path, nearest first, the root (`""`) last. */
function foldersAbove(path: string): string[] {
  const above: string[] = [];
  for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) above.push(folder);
  above.push("");
  return above;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}
