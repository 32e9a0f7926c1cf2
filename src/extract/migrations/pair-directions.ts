import type { MigrationFile } from "../../model/migration.ts";
import type { ListedMigration, Listing } from "./listing.ts";
import { migrationPath } from "./migration-path.ts";

type Group = { readonly ups: MigrationFile[]; readonly downs: MigrationFile[] };

/** Joins what does with what undoes, by lineage and id, and by title where several share an id. */
export function pairDirections(files: readonly MigrationFile[]): Listing {
  const groups = new Map<string, Group>();
  const lineagesWithDowns = new Set<string>();
  for (const file of files) {
    const key = `${file.lineage}\n${file.id.replace(/^0+(?=\d)/, "")}`;
    const group = groups.get(key) ?? { ups: [], downs: [] };
    groups.set(key, group);
    (file.direction === "down" ? group.downs : group.ups).push(file);
  }
  const pairs: { up: MigrationFile; down: MigrationFile | undefined }[] = [];
  const orphans: MigrationFile[] = [];
  for (const group of groups.values()) {
    const paired = pairGroup(group);
    pairs.push(...paired.pairs);
    orphans.push(...paired.orphans);
    for (const { up, down } of paired.pairs) if (down !== undefined) lineagesWithDowns.add(up.lineage);
  }
  const sorted = pairs.toSorted((a, b) => compare(a.up, b.up));
  const { kept, superseded } = withoutBaselines(sorted);
  const historyHasDowns = (up: MigrationFile) => lineagesWithDowns.has(up.lineage);
  return {
    migrations: kept.map(({ up, down }): ListedMigration => ({ up, down, historyHasDowns: historyHasDowns(up) })),
    orphans: orphans.toSorted(compare),
    superseded,
  };
}

function pairGroup({ ups, downs }: Group) {
  const left = [...downs];
  const take = (is: (down: MigrationFile) => boolean) => {
    const at = left.findIndex(is);
    return at === -1 ? undefined : left.splice(at, 1)[0];
  };
  const pairs = ups.map((up) => ({ up, down: take((down) => down.title === up.title) }));
  const [only, another] = pairs;
  if (only !== undefined && another === undefined && only.down === undefined) only.down = take(() => true);
  const guessed = left.filter((down) => migrationPath(down.path)?.directionIsGuess === true);
  const wrongGuess = (down: MigrationFile) => guessed.includes(down) || isUnmatchedFlywayUndo(down, ups);
  for (const down of left.filter(wrongGuess)) {
    pairs.push({ up: { ...down, direction: "up", title: restoreTitle(down) }, down: undefined });
  }
  return { pairs, orphans: left.filter((down) => !wrongGuess(down)) };
}

/** Refinery writes `U7__x.sql` for a migration out of sequence, where Flyway means the undoing of `V7__…`. */
function isUnmatchedFlywayUndo(down: MigrationFile, ups: readonly MigrationFile[]): boolean {
  return down.tool === "flyway" && ups.length === 0;
}

/** A last word that turned out to be no direction belongs to the title. */
function restoreTitle(file: MigrationFile): string {
  const word = /[-_](up|down|undo|rollback|revert)\.[a-z.]+$/i.exec(file.path)?.[0].replace(/\..*$/, "");
  return word === undefined ? file.title : `${file.title}${word}`;
}

/** A baseline makes in one step what older migrations make in many: with these at hand it is not run. */
function withoutBaselines<P extends { readonly up: MigrationFile }>(sorted: readonly P[]) {
  const isBaseline = ({ up }: P) => up.tool === "flyway" && up.id.startsWith("B");
  const superseded = sorted.filter(
    (pair, index) =>
      isBaseline(pair) &&
      sorted.slice(0, index).some((other) => !isBaseline(other) && other.up.lineage === pair.up.lineage),
  );
  return { kept: sorted.filter((pair) => !superseded.includes(pair)), superseded: superseded.map(({ up }) => up) };
}

function compare(left: MigrationFile, right: MigrationFile): number {
  return order(left.lineage, right.lineage) || order(left.order, right.order) || order(left.path, right.path);
}

function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
