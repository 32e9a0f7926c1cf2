import type { ChangedMigration } from "./compare/new-operations.ts";
import { findContracts } from "./contract/find-contracts.ts";
import { readWaivers } from "./extract/waivers/read-waivers.ts";
import type { Location } from "./model/location.ts";
import type { ReviewInput } from "./model/review-input.ts";
import type { FileText } from "./model/snapshot.ts";
import type { FileWaivers } from "./model/waiver.ts";

/**
 * The waivers of each file that the pull request adds or changes, and of the contracts, which hold what was once waived there. Beside them those of
 * the base branch in the same file, by which the new ones are told from the old.
 */
export function readChangedWaivers(
  { base, head, changes, policy }: ReviewInput,
  migrations: readonly ChangedMigration[],
): readonly { readonly head: FileWaivers; readonly base: FileWaivers }[] {
  const previous = new Map(
    changes
      .filter(({ status }) => status !== "removed")
      .map(({ path, status, previousPath }) => [path, status === "added" ? undefined : (previousPath ?? path)]),
  );
  const contracts = findContracts(head.paths, policy);
  for (const path of [contracts.database, contracts.sql, contracts.api])
    if (path !== undefined && !previous.has(path)) previous.set(path, path);
  const statements = statementsByPath(migrations);
  return [...previous].map(([path, before]) => ({
    head: waiversIn(path, head.files.get(path), statements.get(path) ?? []),
    base: before === undefined ? none : waiversIn(before, base.files.get(before), []),
  }));
}

const none: FileWaivers = { own: [], foreign: [] };

function waiversIn(path: string, file: FileText | undefined, statements: readonly Location[]): FileWaivers {
  return file?.kind === "text" ? readWaivers({ path, text: file.text, statements }) : none;
}

/** Both directions of a migration may stand in one file. */
function statementsByPath(migrations: readonly ChangedMigration[]): ReadonlyMap<string, readonly Location[]> {
  const places = new Map<string, Location[]>();
  for (const { migration, status } of migrations) {
    if (status === "removed") continue;
    for (const { path, statements } of [migration.up, ...(migration.down === undefined ? [] : [migration.down])])
      places.set(path, [...(places.get(path) ?? []), ...statements.map(({ at }) => at)]);
  }
  for (const list of places.values()) list.sort((left, right) => left.start.offset - right.start.offset);
  return places;
}
