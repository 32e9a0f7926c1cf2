import type { Operation } from "../model/operation.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { applyOperations } from "./apply-operations.ts";
import { isAnyChange } from "./contract-changes.ts";
import { diffSchemas } from "./diff-schemas.ts";
import { emptySchema } from "./empty-schema.ts";
import { type ChangedMigration, newOperations } from "./new-operations.ts";
import { noRenames } from "./no-renames.ts";
import { sqlKey } from "./same-meaning.ts";
import { sessionKinds } from "./schema-operations.ts";

/**
 * What each migration of the pull request does beyond what the base branch already has. Files that only make again what deleted ones made are
 * another record of the same database: of them is left what the deleted ones did not do, which is no change of schema.
 */
export function ownOperations(
  migrations: readonly ChangedMigration[],
  sql: SqlReader,
): readonly (readonly Operation[])[] {
  const squashed = new Map(
    [...new Set(migrations.map(({ migration }) => migration.lineage))].map((lineage) => [
      lineage,
      squashOf(
        migrations.filter(({ migration }) => migration.lineage === lineage),
        sql,
      ),
    ]),
  );
  return migrations.map((one) => {
    const repeated = squashed.get(one.migration.lineage);
    const own = newOperations(one);
    return repeated === undefined ? own : own.filter((operation) => !repeated(operation));
  });
}

/** Tells the operations that the deleted files did already; `undefined` where the new files make something else, or where that cannot be told. */
function squashOf(
  migrations: readonly ChangedMigration[],
  sql: SqlReader,
): ((operation: Operation) => boolean) | undefined {
  if (!migrations.some(({ status }) => status === "removed")) return undefined;
  const lasting = migrations.filter(({ migration }) => !migration.repeatable);
  const gone = lasting.flatMap(({ previous }) => previous ?? []).toSorted(inOrder);
  const made = lasting.flatMap(({ migration, status }) => (status === "removed" ? [] : migration)).toSorted(inOrder);
  if (made.length === 0 || [...gone, ...made].some(({ up }) => up.diagnostics.length > 0)) return undefined;
  const [before, after] = [gone, made].map((side) => {
    const operations = side.flatMap(({ up }) => up.operations);
    return { operations, ...applyOperations(emptySchema(sql.dialect, false), operations, sql) };
  });
  if (before === undefined || after === undefined) return undefined;
  // What is changed elsewhere than in what was made on the way leaves no trace that could be compared.
  if ([...before.steps, ...after.steps].some(({ effect }) => effect === "unknown-target")) return undefined;
  if (isAnyChange(diffSchemas(before.schema, after.schema, noRenames))) return undefined;
  const known = new Set(gone.flatMap(({ up }) => up.statements.map(({ text }) => sqlKey(text))));
  // Steps come one for each operation, in order, followed by those that it calls.
  const own = after.steps.filter(({ calledBy }) => calledBy === undefined);
  const changing = new Set(after.operations.filter((_, at) => own[at]?.before !== own[at]?.after));
  return (operation) =>
    changing.has(operation) || sessionKinds.has(operation.kind) || known.has(sqlKey(operation.statement.text));
}

function inOrder(
  { order: left }: ChangedMigration["migration"],
  { order: right }: ChangedMigration["migration"],
): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
