import type { Policy } from "../model/policy.ts";

/** Paths of the contracts that a commit holds. */
export type ContractPaths = { readonly database?: string; readonly sql?: string; readonly api?: string };

type Kind = keyof ContractPaths;

const fileNames: Readonly<Record<Kind, RegExp>> = {
  database: /^database[_-]schema[_-]contract\.(?:md|markdown)$/i,
  sql: /^sql[_-]contract\.jsonc?$/i,
  api: /^api[_-]contract\.(?:md|markdown)$/i,
};
const usualFolders = [
  "",
  "docs",
  "contracts",
  "house_rules_contracts",
  "docs/contracts",
  ".github",
  "doc",
  "database",
  "db",
];
/** Folders whose contracts are somebody else's, or show how one looks. */
const foreign =
  /(?:^|\/)(?:node_modules|vendor|third_party|fixtures?|__fixtures__|testdata|tests?|examples?|templates?|dist|build|\.git)\//i;

/** Finds the three contracts: where the configuration says, in the usual folders, or else the one nearest to the root; sisters lie together. */
export function findContracts(
  paths: readonly string[],
  policy: Pick<Policy, "contracts">,
): { database?: string; sql?: string; api?: string } {
  const candidates = candidatesOf(paths);
  const known = new Set(paths);
  const found: { database?: string; sql?: string; api?: string } = {};
  for (const kind of ["database", "sql", "api"] as const) {
    const configured = policy.contracts[kind];
    const sister = found.database ?? found.sql;
    const path =
      configured === undefined ? best(candidates[kind], sister) : known.has(configured) ? configured : undefined;
    if (path !== undefined) found[kind] = path;
  }
  return found;
}

/** Whether a path is that of a database contract by its name. */
export function isDatabaseContract(path: string): boolean {
  return candidatesOf([path]).database.length > 0;
}

/** The folder that a database contract speaks for: its own, or the one around it where it lies in a usual place such as `docs/`. */
export function contractRoot(path: string): string {
  const folder = folderOf(path);
  const lower = folder.toLowerCase();
  const usual = usualFolders.filter((one) => one !== "" && (lower === one || lower.endsWith(`/${one}`)));
  const longest = Math.max(0, ...usual.map(({ length }) => length));
  return folder.slice(0, Math.max(0, folder.length - longest - (longest === 0 ? 0 : 1)));
}

function candidatesOf(paths: readonly string[]): Record<Kind, string[]> {
  const candidates: Record<Kind, string[]> = { database: [], sql: [], api: [] };
  for (const path of paths) {
    if (!/contract/i.test(path) || foreign.test(path)) continue;
    const name = path.slice(path.lastIndexOf("/") + 1);
    for (const kind of ["database", "sql", "api"] as const) if (fileNames[kind].test(name)) candidates[kind].push(path);
  }
  return candidates;
}

function best(candidates: readonly string[], sister: string | undefined): string | undefined {
  const beside = sister === undefined ? undefined : candidates.find((path) => folderOf(path) === folderOf(sister));
  if (beside !== undefined) return beside;
  const ranked = [...candidates].sort((left, right) => rank(left) - rank(right) || (left < right ? -1 : 1));
  return ranked[0];
}

/** Usual folders first, in their order; then by depth. */
function rank(path: string): number {
  const usual = usualFolders.indexOf(folderOf(path).toLowerCase());
  return usual === -1 ? usualFolders.length + path.split("/").length : usual;
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}
