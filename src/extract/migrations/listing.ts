import type { MigrationFile } from "../../model/migration.ts";

/** A migration by its files' paths. */
export type ListedMigration = {
  readonly up: MigrationFile;
  readonly down: MigrationFile | undefined;
  /** Others of its history have files that undo them. */
  readonly historyHasDowns: boolean;
};

export type Listing = {
  /** By lineage, then in the order in which they run. */
  readonly migrations: readonly ListedMigration[];
  /** Files that undo something that is not there. */
  readonly orphans: readonly MigrationFile[];
  /** Files that stand for migrations which are there too (Flyway's `B`), so that they add nothing. */
  readonly superseded: readonly MigrationFile[];
};
