import type { AppliedMigration, Step } from "../model/comparison.ts";
import { keyOf, type QualifiedName } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import { isSchemaChange } from "./schema-changes.ts";

/** What a migration works on. Temporary tables and the tool's own ledger are neither. */
export type Work = { readonly schema: boolean; readonly data: boolean };

/** Tables in which tools note which migrations ran. */
const ledgers = new Set([
  "schema_migrations",
  "schema_version",
  "flyway_schema_history",
  "goose_db_version",
  "gorp_migrations",
  "_sqlx_migrations",
  "__diesel_schema_migrations",
  "_prisma_migrations",
  "__drizzle_migrations",
]);

/** What the statements of a migration's up direction change, by their kinds. */
export function workOf(migration: AppliedMigration): Work {
  const { schema, data } = workingSteps(migration);
  return { schema: schema.length > 0, data: data.length > 0 };
}

/** The steps of a migration that change the schema, and those that change data, in order. */
export function workingSteps({ steps }: AppliedMigration): {
  readonly schema: readonly Step[];
  readonly data: readonly Step[];
} {
  const relevant = steps.filter((step) => !isAside(step));
  return {
    schema: relevant.filter(({ operation }) => isSchemaChange(operation)),
    data: relevant.filter(({ operation }) => isDataChange(operation)),
  };
}

function isDataChange(operation: Operation): boolean {
  switch (operation.kind) {
    case "insert":
    case "update":
    case "delete":
    case "merge":
    case "truncate":
      return true;
    case "copy":
      return !operation.to;
    default:
      return false;
  }
}

function isAside({ operation, before }: Step): boolean {
  if (operation.kind === "create-table") return operation.persistence === "temporary";
  const tables = tablesOf(operation);
  return tables.length > 0 && tables.every((name) => ledgers.has(name.name) || isTemporary(name, before));
}

function tablesOf(operation: Operation): readonly QualifiedName[] {
  if ("table" in operation) return [operation.table];
  return operation.kind === "truncate" ? operation.tables : [];
}

function isTemporary(name: QualifiedName, schema: Step["before"]): boolean {
  return schema.tables.get(keyOf(name))?.persistence === "temporary";
}
