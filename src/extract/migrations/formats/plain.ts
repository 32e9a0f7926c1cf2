import type { Format, Recognised } from "../format.ts";
import { type History, historyOf, inDatabaseFolder } from "../history.ts";
import type { MigrationPath } from "../migration-path.ts";
import { naturalOrder } from "../natural-order.ts";
import { isSnapshotName } from "../not-migrations.ts";
import { isTimestamp, splitVersion, type VersionedName } from "../version.ts";

/** Numbered, dated or simply named SQL files that some runner sorts and runs: what all the others are variations of. */
export const plain: Format = { tool: "sql", recognise: recognisePlain, transaction: "together", down: "if-used" };

/** Names that say nothing: the folder is the migration. */
const emptyNames = /^(?:|migration|migrate|index|schema|sql|script|main)$/i;

function recognisePlain(path: MigrationPath): Recognised | undefined {
  const history = historyOf(path.folders);
  const name = splitVersion(path.stem);
  if (!isLikely(path, history, name)) return undefined;
  return describe(path, history);
}

/** Describes a file that is known to be a migration. */
export function describe(path: MigrationPath, history: History = historyOf(path.folders)): Recognised {
  const folderIsMigration = emptyNames.test(path.stem) && history.rest.length > 0;
  const folders = folderIsMigration ? history.rest.slice(0, -1) : history.rest;
  const named = splitVersion(folderIsMigration ? (history.rest.at(-1) ?? "") : path.stem);
  const own = named.version ?? named.title;
  const parents = isWholeVersion(named.version, folders) ? [] : folders.map(versionOf);
  return {
    lineage: history.root.join("/"),
    id: [...parents, own].join("/"),
    title: named.title,
    order: `${[...parents, own].map(naturalOrder).join("/")} ${naturalOrder(named.title)}`,
    direction: path.direction ?? history.direction ?? "up",
    repeatable: false,
  };
}

function versionOf(folder: string): string {
  return splitVersion(folder).version ?? folder;
}

/** Folders that only sort files say nothing that the files do not: `2024/20240301_x.sql`, `000001-000100/000042_x.sql`. */
function isWholeVersion(version: string | undefined, folders: readonly string[]): boolean {
  if (version === undefined) return false;
  const digits = folders.map((folder) => versionOf(folder).replace(/\D/g, "")).join("");
  const isPrefix = digits !== "" && version.length > digits.length && version.startsWith(digits);
  return isTimestamp(version) || isPrefix || folders.every((folder) => /^\d{3,}[-_]\d{3,}$/.test(folder));
}

function isLikely(path: MigrationPath, history: History, name: VersionedName): boolean {
  const inNumberedFolder = history.rest.length > 0;
  if (name.version === undefined && !inNumberedFolder) {
    return history.sure === "yes" && !isSnapshotName(path.stem) && depthBelowAnchor(path, history) <= 2;
  }
  if (history.sure !== "none") return true;
  if (name.version === undefined) return false;
  const saysSo = path.direction !== undefined && !path.directionIsGuess;
  return saysSo || isTimestamp(name.version) || (/^\D*\d{3,}/.test(name.version) && inDatabaseFolder(path.folders));
}

/** Unnumbered folders between the one that says "migrations" and the file: a module called `migration` has SQL deep in it that is none. */
function depthBelowAnchor(path: MigrationPath, history: History): number {
  const anchor = path.folders.findLastIndex((folder) => /migrat|delta|changes|evolutions|versioned/i.test(folder));
  return history.root.length - 1 - anchor;
}
