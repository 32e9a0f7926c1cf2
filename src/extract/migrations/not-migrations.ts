const folders = new Set([
  ...["test", "tests", "testing", "testdata", "test-data", "test_data", "testfixtures", "test-fixtures"],
  ...["__tests__", "__fixtures__", "__mocks__", "spec", "specs", "e2e", "fixture", "fixtures", "mock", "mocks"],
  ...["seed", "seeds", "seeders", "seeding", "dump", "dumps", "backup", "backups", "snapshot", "snapshots"],
  ...["queries", "query", "full_schema", "full_schemas", "node_modules", "vendor", "third_party", ".git"],
]);
const snapshotName =
  /^(?:(?:.*[-_.])?(?:dump|snapshot|backup|seed|seeds|fixture|fixtures)|schema|structure|current_schema|squashed|query|queries)$/i;

/** Tests, fixtures, seeds, dumps, queries and other people's code: SQL, and no history of this repository's schema. */
export function inNoHistory(path: readonly string[]): boolean {
  return path.some((folder) => folders.has(folder.toLowerCase()));
}

/** Names of files that hold a whole schema or data, not a step: only without a version of their own (`0003_seed.sql` is a step). */
export function isSnapshotName(stem: string): boolean {
  return snapshotName.test(stem);
}
