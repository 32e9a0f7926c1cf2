import type { SchemaChange } from "../model/change.ts";
import type {
  Application,
  AppliedMigration,
  Comparison,
  Step,
  TouchedObjects,
  TypeChange,
} from "../model/comparison.ts";
import type { Contracts } from "../model/contract.ts";
import type { CodeReadings } from "../model/declaration.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { keyOf } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import type { Policy } from "../model/policy.ts";
import type { Evidence } from "../model/review-input.ts";
import type { Schema } from "../model/schema.ts";
import type { FileChange } from "../model/snapshot.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { absentParts } from "./absent-parts.ts";
import { applyOperations } from "./apply-operations.ts";
import { assumedBase } from "./assumed-base.ts";
import { judgeBreaking } from "./breaking.ts";
import { compareCode } from "./code/compare-code.ts";
import { contractChanges } from "./contract-changes.ts";
import { contradictionsOf } from "./contradictions.ts";
import { debtsOf } from "./debts.ts";
import { deprecatedWrites, deprecationStates } from "./deprecation-state.ts";
import { diffSchemas } from "./diff-schemas.ts";
import { editedSections } from "./edited-sections.ts";
import { impactsOf, modulesReached } from "./impact-graph.ts";
import { matchContract, missingDependencies } from "./match-contract.ts";
import { nameOfSignature } from "./match-objects.ts";
import { compareModels } from "./models/compare-models.ts";
import type { DeclaredModels } from "./models/declared-models.ts";
import type { ChangedMigration } from "./new-operations.ts";
import { noRenames } from "./no-renames.ts";
import { OverlayMap } from "./overlay-map.ts";
import { primeNameIndex } from "./prime-name-index.ts";
import { Readers } from "./readers.ts";
import { unfoldRebuilds } from "./rebuilds.ts";
import { rerunOf } from "./rerun.ts";
import { resolveQueries } from "./resolved-queries.ts";
import { ownOperations } from "./squash.ts";
import { followTouches, type Touches } from "./touches.ts";
import { typeChange } from "./type-change.ts";
import { withUnknownEnums } from "./unknown-enums.ts";

/** All that comparing takes. `baseSchema` is what the base contract promises, or what the whole history of migrations makes (then it is complete). */
export type CompareInput = {
  readonly base: Contracts;
  readonly head: Contracts;
  readonly baseSchema: Schema;
  /** The difference of the replayed histories, where they were replayed: it knows of edited and removed migrations too. */
  readonly schemaChange?: SchemaChange | undefined;
  readonly migrations: readonly ChangedMigration[];
  readonly models?: DeclaredModels | undefined;
  readonly code?: CodeReadings | undefined;
  readonly changes: readonly FileChange[];
  readonly evidence: Evidence;
  readonly policy: Policy;
  readonly sql: SqlReader;
};

/** Holds the base with the pull request's migrations against the head contracts: what changes, whom it reaches, what was forgotten. */
export function compare(input: CompareInput): Comparison {
  const { base, head, baseSchema, sql, evidence, policy } = input;
  const readers = new Readers(base, head, baseSchema);
  const { scripts, rebuilds } = unfoldRebuilds(baseSchema, ownOperations(input.migrations, sql));
  const operations = scripts.flat();
  primeNameIndex(baseSchema, operations, readers.mentions);
  const application = applyOperations(baseSchema, operations, sql);
  const { schema: final, steps, renames } = application;
  const touches = followTouches(steps, baseSchema, readers.mentions);
  const edited = editedSections(base.database, head.database);
  const typeChanges = typeChangesOf(steps);
  const assumed = assumedBase(
    baseSchema,
    steps.map(({ operation }) => operation),
    touches,
    final,
  );
  const schemaChange = input.schemaChange ?? withUnknownEnums(diffSchemas(assumed, final, renames), steps);
  const match = { base: base.database, baseSchema, application, touches, edited, sql };
  const discrepancies = head.database === undefined ? [] : matchContract({ ...match, head: head.database });
  const changedTables = new Set([...edited.tables, ...touches.tables.keys()]);
  const contradictions =
    head.database === undefined
      ? { introduced: [], before: [] }
      : contradictionsOf(base.database, head.database, changedTables, discrepancies);
  const impacts = impactsOf({ steps, touches, typeChanges, readers, final });
  const deprecations = deprecationStates({ base, head, steps, touches, readers, evidence, policy });
  const absent = absentParts({ steps, touches, contract: base.database, base: baseSchema });
  const breaking = judgeBreaking({ steps, touches, impacts, typeChanges, deprecations, readers, final, absent });
  const queries = resolveQueries({ base, head, final, steps, touches });
  const applied = appliedMigrations(input.migrations, scripts, application, baseSchema, sql);
  return {
    base: baseSchema,
    head: final,
    migrations: applied.migrations,
    steps,
    renames,
    schemaChange,
    discrepancies,
    contradictions: contradictions.introduced,
    debts: head.database === undefined ? [] : debtsOf(head.database, absent, discrepancies, contradictions.before),
    models: compareModels({
      models: input.models ?? { base: [], head: [], unreadMigrations: false, keepsMigrations: true },
      base: base.database,
      head: head.database,
      final,
      discrepancies,
      sql,
    }),
    code: compareCode({ code: input.code ?? { base: [], head: [] }, head, sql }),
    impacts,
    breaking,
    verdicts: new Map(breaking.map((verdict) => [verdict.operation, verdict])),
    deprecations,
    deprecatedWrites: deprecatedWrites(queries, steps, { base, head }),
    typeChanges,
    queries,
    modules: modulesReached(impacts),
    missingDependencies: head.database === undefined ? [] : missingDependencies({ ...match, head: head.database }),
    rebuilds,
    touched: touchedObjects(touches),
    createdTables: new Set([...touches.tables].filter(([, { created }]) => created !== undefined).map(([key]) => key)),
    contractChanges: contractChanges(base, head, edited, schemaChange, breaking),
    diagnostics: [...application.diagnostics, ...applied.diagnostics],
  };
}

/** Steps come one for each operation, in order, followed by those that it calls; each migration gets its own, and what its down script leaves behind. */
function appliedMigrations(
  migrations: readonly ChangedMigration[],
  scripts: readonly (readonly Operation[])[],
  { steps }: Application,
  base: Schema,
  sql: SqlReader,
): { readonly migrations: readonly AppliedMigration[]; readonly diagnostics: readonly Diagnostic[] } {
  const applied: AppliedMigration[] = [];
  const diagnostics: Diagnostic[] = [];
  let next = 0;
  let schema = base;
  for (const [at, { migration, status, previous }] of migrations.entries()) {
    const start = next;
    for (let left = scripts[at]?.length ?? 0; next < steps.length; next += 1) {
      if (steps[next]?.calledBy === undefined) left -= 1;
      if (left < 0) break;
    }
    const own = steps.slice(start, next);
    const before = schema;
    schema = own.at(-1)?.after ?? schema;
    const undone = migration.down === undefined ? undefined : applyOperations(schema, migration.down.operations, sql);
    // What the way back names and lacks is for rules to say; what could not be read of it is not.
    diagnostics.push(...(undone?.diagnostics.filter(({ kind }) => kind !== "unknown-target") ?? []));
    // Undone, everything has its old name again.
    const leftByUndoing =
      undone === undefined || own.length === 0
        ? undefined
        : diffSchemas(withoutMade(before, own), undone.schema, noRenames);
    const rerun = rerunOf(own, applyOperations(schema, scripts[at] ?? [], sql).steps);
    applied.push({ migration, status, steps: own, previous, leftByUndoing, rerun });
  }
  return { migrations: applied, diagnostics };
}

/** The schema without the tables that the steps make, though the contract has them already: on the server they were not there, and undoing drops them. */
function withoutMade(before: Schema, steps: readonly Step[]): Schema {
  let tables = OverlayMap.over(before.tables);
  for (const { operation, effect } of steps) {
    if (operation.kind === "create-table" && effect === "applied") tables = tables.without(keyOf(operation.table));
  }
  return { ...before, tables };
}

function typeChangesOf(steps: readonly Step[]): ReadonlyMap<Operation, TypeChange> {
  const changes = new Map<Operation, TypeChange>();
  for (const { operation, before } of steps) {
    if (operation.kind !== "alter-column-type") continue;
    const table = before.tables.get(keyOf(operation.table));
    const from = table?.columns.find(({ name }) => name === operation.column)?.type;
    if (from !== undefined) changes.set(operation, typeChange(from, operation.type, before));
  }
  return changes;
}

function touchedObjects(touches: Touches): TouchedObjects {
  return {
    tables: new Set([...touches.tables.keys(), ...touches.goneTables.keys()]),
    views: new Set(touches.views.keys()),
    routines: new Set([...touches.routines.keys()].map(nameOfSignature)),
    types: new Set(touches.types.keys()),
  };
}
