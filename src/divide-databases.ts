import { contractRoot, findContracts, isDatabaseContract } from "./contract/find-contracts.ts";
import { isModelPath } from "./extract/models/model-path.ts";
import type { DatabasePolicy, Policy } from "./model/policy.ts";
import type { FileChange, Side } from "./model/snapshot.ts";
import { isSchemaPath, mayBeMigration } from "./schema-files.ts";
import { matchesGlobs } from "./text/globs.ts";

/** One of several databases that a repository keeps. */
export type Database = {
  readonly name: string;
  readonly policy: Policy;
  /** Whether a file is about it. */
  readonly owns: (path: string) => boolean;
  /** Whether its review may read a file: its own, and what lies in the folders around it without being anybody's schema. */
  readonly sees: (path: string) => boolean;
  /** It is what belongs to none of the others. */
  readonly isRest: boolean;
};

type Listings = Readonly<Record<Side, readonly string[]>>;

/** What no database of several has is judged by itself, under this name. */
const rest = "other files";

/**
 * The databases of a repository that keeps several: those that configuration names, else one for each folder with a database contract of its
 * own. The last is what belongs to none of them. Empty where the repository is one set of files, as most are.
 */
export function divideDatabases(listed: Listings, changes: readonly FileChange[], policy: Policy): readonly Database[] {
  const databases = policy.databases.length > 0 ? configured(policy) : found(listed, changes, policy);
  if (databases.length === 0) return [];
  const isLeft = (path: string) => !databases.some(({ owns }) => owns(path));
  return [...databases, { name: rest, policy: { ...policy, databases: [] }, owns: isLeft, sees: isLeft, isRest: true }];
}

/** The policy of a database that configuration names: what its entry leaves out holds for all, but for the contracts, which are its own. */
export function policyOfDatabase({ contracts, engine, dialect, migrations }: DatabasePolicy, policy: Policy): Policy {
  return {
    ...policy,
    databases: [],
    contracts,
    engine: engine ?? policy.engine,
    dialect: dialect ?? policy.dialect,
    migrations: { ...policy.migrations, ...migrations },
  };
}

function configured(policy: Policy): readonly Database[] {
  const entries = policy.databases.map((entry) => ({
    entry,
    globs: entry.paths.flatMap((path) => [path, `${path.replace(/\/+$/, "")}/**`]),
    named: new Set(Object.values(entry.contracts).filter((path) => path !== undefined)),
  }));
  const isNamed = (path: string) => entries.some(({ named }) => named.has(path));
  return entries.map(({ entry, named, globs }) => {
    const owns = (path: string) =>
      named.has(path) || (!isNamed(path) && entries.find((one) => matchesGlobs(path, one.globs))?.globs === globs);
    const roots = entry.paths.map(fixedFolder);
    return databaseOf(entry.name, policyOfDatabase(entry, policy), owns, roots);
  });
}

/** The folders that a glob begins with. */
function fixedFolder(glob: string): string {
  const folders = glob.split("/");
  const wild = folders.findIndex((folder) => /[*?[\]{}()!+@]/.test(folder));
  return (wild === -1 ? folders : folders.slice(0, wild)).join("/");
}

function found(listed: Listings, changes: readonly FileChange[], policy: Policy): readonly Database[] {
  // Where configuration says which contract it is, there is one.
  if (policy.contracts.database !== undefined) return [];
  const { base, head } = { base: rootsIn(listed.base), head: rootsIn(listed.head) };
  const roots = livingRoots(new Set([...base, ...head]), listed);
  if (roots.size < 2) return [];
  const moved = movedRoots(base, head, changes);
  const nameOf = (root: string | undefined) => (root === undefined ? undefined : (moved.get(root) ?? root));
  const names = [...new Set([...roots].flatMap((root) => nameOf(root) ?? []))].sort();
  if (names.length < 2) return [];
  const before = new Set([...roots].filter((root) => base.has(root)));
  const [only, another] = new Set([...before].map(nameOf));
  const ownerOf = remembered((path) => nameOf(nearestRoot(path, roots)));
  const ownerBefore = (path: string) => nameOf(nearestRoot(path, before)) ?? (another === undefined ? only : undefined);
  const brought = names.filter((name) => ![...before].some((root) => nameOf(root) === name));
  const contested = contestedRoots(brought, listed.base, policy);
  return names.map((name) => {
    const own = new Set([...roots].filter((root) => nameOf(root) === name));
    const owns = (path: string) => {
      const owner = ownerOf(path);
      if (owner === name) return true;
      return owner !== undefined && contested.has(owner) && ownerBefore(path) === name && !isContract(path);
    };
    return databaseOf(name === "" ? "." : name, withOwnContracts(listed, own, owns, policy), owns, [...own]);
  });
}

function databaseOf(name: string, policy: Policy, owns: Database["owns"], roots: readonly string[]): Database {
  const isAround = (path: string) =>
    roots.some((root) => root !== "" && `${root}/`.startsWith(path.slice(0, path.lastIndexOf("/") + 1)));
  const sees = (path: string) =>
    owns(path) || (isAround(path) && !isSchemaPath(path, policy) && !isModelPath(path, policy));
  return { name, policy, owns, sees, isRest: false };
}

/** Its contract is the one that makes it a database, not a copy in some folder below; paths that configuration gives to another are not its own. */
function withOwnContracts(listed: Listings, own: ReadonlySet<string>, owns: Database["owns"], policy: Policy): Policy {
  const contractIn = (paths: readonly string[]) =>
    findContracts(
      paths.filter((path) => isDatabaseContract(path) && own.has(contractRoot(path))),
      unconfigured,
    ).database;
  const [before, after] = [contractIn(listed.base), contractIn(listed.head)];
  const database = before === undefined || before === after ? after : after === undefined ? before : undefined;
  const ifOwn = (path: string | undefined) => (path !== undefined && owns(path) ? path : undefined);
  const { sql, api } = policy.contracts;
  return { ...policy, contracts: { database, sql: ifOwn(sql), api: ifOwn(api) } };
}

function rootsIn(paths: readonly string[]): ReadonlySet<string> {
  return new Set(paths.filter(isDatabaseContract).map(contractRoot));
}

const document = /\.(?:md|markdown|txt|rst|adoc|jsonc?|pdf|docx?|png|svg)$/i;

/** A folder of nothing but documents is an archive or a library of contracts, not the place of a database. */
function livingRoots(roots: ReadonlySet<string>, { base, head }: Listings): ReadonlySet<string> {
  const living = new Set(roots.has("") ? [""] : []);
  if (roots.size < 2) return living;
  for (const path of [...base, ...head]) {
    const root = document.test(path) ? undefined : nearestRoot(path, roots);
    if (root !== undefined) living.add(root);
  }
  return living;
}

/** Roots of the base by what head calls them: where their contract was renamed, or where one went and one came. */
function movedRoots(
  base: ReadonlySet<string>,
  head: ReadonlySet<string>,
  changes: readonly FileChange[],
): ReadonlyMap<string, string> {
  const gone = [...base].filter((root) => !head.has(root));
  const came = [...head].filter((root) => !base.has(root));
  const [from, to] = [gone[0], came[0]];
  if (gone.length === 1 && came.length === 1 && from !== undefined && to !== undefined) return new Map([[from, to]]);
  const renamed = changes.flatMap(({ path, previousPath }): [string, string][] => {
    if (previousPath === undefined || !isDatabaseContract(path) || !isDatabaseContract(previousPath)) return [];
    return [[contractRoot(previousPath), contractRoot(path)]];
  });
  return new Map(renamed.filter(([old, now]) => gone.includes(old) && came.includes(now)));
}

/**
 * New roots amid migrations that the base has already: a contract that a pull request brings must not take them from the judge that they had,
 * which goes on beside the new one until it is merged.
 */
function contestedRoots(brought: readonly string[], base: readonly string[], policy: Policy): ReadonlySet<string> {
  if (brought.length === 0) return new Set();
  const folders = new Set(base.filter((path) => mayBeMigration(path, policy)).map(folderOf));
  return new Set(
    brought.filter((root) =>
      [...folders].some((folder) => (folder !== "" && `${root}/`.startsWith(`${folder}/`)) || isWithin(folder, root)),
    ),
  );
}

function isWithin(folder: string, root: string): boolean {
  return root === "" || `${folder}/`.startsWith(`${root}/`);
}

const unconfigured = { contracts: { database: undefined, sql: undefined, api: undefined } };

function isContract(path: string): boolean {
  return Object.keys(findContracts([path], unconfigured)).length > 0;
}

function nearestRoot(path: string, roots: ReadonlySet<string>): string | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    if (roots.has(folder)) return folder;
    if (folder === "") return undefined;
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function remembered<T>(find: (path: string) => T): (path: string) => T {
  const known = new Map<string, T>();
  return (path) => {
    if (!known.has(path)) known.set(path, find(path));
    return known.get(path) as T;
  };
}
