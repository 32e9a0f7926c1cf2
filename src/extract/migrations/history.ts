import type { Direction } from "./migration-path.ts";
import { splitVersion } from "./version.ts";

/** Where in a repository a file's history begins, and the numbered or dated folders between its root and the file. */
export type History = {
  readonly root: readonly string[];
  readonly rest: readonly string[];
  /** How sure the folders make it that SQL in them is migrations: `none` wants a name that says so itself. */
  readonly sure: "yes" | "if-versioned" | "none";
  /** Said by a folder: `up/`, `down/`, `rollback/`. */
  readonly direction: Direction | undefined;
};

const migrationFolder =
  /^(?:(?:sql|db|pg|schema|database|app|data)[-_]?)?migrat(?:e|es|ion|ions)(?:[-_]?(?:sql|scripts?|files?))?$/i;
const nearlyMigrationFolder = /(?<![a-z])(?:sql|db|pg|schema|data)?migrat(?:e|es|ion|ions)(?![a-z])/i;
const databaseFolder = /^(?:db|database|databases|sql|schema|schemas|postgres|postgresql|pgsql|pg|psql|ddl)$/i;
const changeFolder =
  /^(?:changes?|changesets?|changelogs?|deltas?|patch|patches|updates?|upgrades?|versions|versioned|revisions|evolutions)$/i;
const alwaysChangeFolder = /^(?:deltas?|versioned|evolutions|changesets)$/i;
const folderDirections: ReadonlyMap<string, Direction> = new Map([
  ["up", "up"],
  ["ups", "up"],
  ["forward", "up"],
  ["do", "up"],
  ["down", "down"],
  ["downs", "down"],
  ["backward", "down"],
  ["undo", "down"],
  ["rollback", "down"],
  ["rollbacks", "down"],
  ["revert", "down"],
]);

/** Finds the root of the history that a file in these folders belongs to. */
export function historyOf(folders: readonly string[]): History {
  const anchor = findAnchor(folders);
  const from = anchor.index + 1;
  const inner = folders.slice(from);
  const direction = inner
    .map((folder) => folderDirections.get(folder.toLowerCase()))
    .findLast((it) => it !== undefined);
  const plain = inner.filter((folder) => !folderDirections.has(folder.toLowerCase()));
  const numbered = anchor.index === -1 ? lastNumbered(plain) : plain.findIndex(isNumbered);
  const cut = numbered === -1 ? plain.length : numbered;
  const root = [...folders.slice(0, from), ...plain.slice(0, cut)];
  return { root, rest: plain.slice(cut), sure: anchor.sure, direction };
}

/** The deepest folder whose name says that migrations lie below it. */
function findAnchor(folders: readonly string[]): { index: number; sure: History["sure"] } {
  const find = (is: (folder: string, index: number) => boolean) =>
    folders.findLastIndex((folder, index) => !isNumbered(folder) && is(folder, index));
  const under = (index: number) => folders.slice(0, index).some((folder) => databaseFolder.test(folder));
  const exact = find(
    (folder, index) =>
      migrationFolder.test(folder) ||
      alwaysChangeFolder.test(folder) ||
      (/^changes$/i.test(folder) && /^(?:db|database)$/i.test(folders[index - 1] ?? "")),
  );
  const loose = find(
    (folder, index) => nearlyMigrationFolder.test(folder) || (changeFolder.test(folder) && under(index)),
  );
  if (exact !== -1) return { index: exact, sure: "yes" };
  if (loose !== -1) return { index: loose, sure: "if-versioned" };
  return { index: -1, sure: "none" };
}

/** Whether some folder says that SQL in it is about a database, so that `db/0001_users.sql` is a migration. */
export function inDatabaseFolder(folders: readonly string[]): boolean {
  return folders.some((folder) => databaseFolder.test(folder));
}

/** Start of the run of numbered folders at the end. */
function lastNumbered(folders: readonly string[]): number {
  const last = folders.findLastIndex((folder) => !isNumbered(folder));
  return last === folders.length - 1 ? -1 : last + 1;
}

function isNumbered(folder: string): boolean {
  return splitVersion(folder).version !== undefined;
}
