import type { Location } from "../../model/location.ts";
import type { Migration } from "../../model/migration.ts";

/** Where a finding about a whole migration stands: its first statement, or the top of its file. */
export function startOfMigration({ up, files }: Migration): Location {
  const start = { line: 1, column: 1, offset: 0 };
  return up.statements[0]?.at ?? { path: up.path === "" ? (files[0] ?? "") : up.path, start, end: start };
}
