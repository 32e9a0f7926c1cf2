import type { Example } from "../define-rule.ts";
import { contractWithRows } from "./example-sizes.ts";

/** A statement on `users` against a contract that states how few people there are. */
export function onSmallUsers(migration: string): Example {
  return { title: "A table that the contract calls small", base: contractWithRows("users", "500 rows"), migration };
}

/** The same statement on a table that the pull request makes. */
export function onNewTable(columns: string, migration: string): Example {
  return {
    title: "A table of this pull request",
    migration: `CREATE TABLE IF NOT EXISTS notes (${columns});\n${migration}`,
  };
}
