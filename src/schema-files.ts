import { findContracts } from "./contract/find-contracts.ts";
import { classifyMigration } from "./extract/migrations/classify-migration.ts";
import { isCodeMigration } from "./extract/migrations/code-migration.ts";
import type { Policy } from "./model/policy.ts";
import type { FileChange } from "./model/snapshot.ts";

/** Whether a changed file may be a migration or a contract, by its old path or its new one. */
export function isSchemaFile({ path, previousPath }: FileChange, policy: Policy): boolean {
  return [path, previousPath].some((it) => it !== undefined && isSchemaPath(it, policy));
}

/** Whether a path alone may be a migration or a contract; the listing decides later. Only a plan makes Sqitch's folders what they are. */
export function isSchemaPath(path: string, policy: Policy): boolean {
  if (mayBeMigration(path, policy)) return true;
  const { database, sql, api } = findContracts([path], policy);
  return database !== undefined || sql !== undefined || api !== undefined;
}

/** Whether a path alone may be a migration, read or not. */
export function mayBeMigration(path: string, policy: Policy): boolean {
  if (classifyMigration(path, policy) !== undefined || isCodeMigration(path)) return true;
  return /(?:^|\/)(?:deploy|revert)\/.*\.sql$/.test(path);
}
