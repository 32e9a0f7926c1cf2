import { readChangedMigrations } from "./changed-migrations.ts";
import { readChangedModels } from "./changed-models.ts";
import { readChangedWaivers } from "./changed-waivers.ts";
import { compare } from "./compare/compare.ts";
import { emptySchema } from "./compare/empty-schema.ts";
import { replayHistories } from "./compare/replay-histories.ts";
import { schemaOfContract } from "./compare/schema-of-contract.ts";
import { findContracts } from "./contract/find-contracts.ts";
import { readContracts } from "./contract/read-contracts.ts";
import { setAsideUnread } from "./contract/set-aside-unread.ts";
import { keptReaderOfSpelledNames } from "./contract/spelled-names.ts";
import { listMigrations } from "./extract/migrations/list-migrations.ts";
import { readMigrations } from "./extract/migrations/read-migrations.ts";
import { assessLocks } from "./locks/assess-locks.ts";
import { heaviestLock } from "./locks/heaviest-lock.ts";
import type { SchemaChange } from "./model/change.ts";
import type { Contracts } from "./model/contract.ts";
import type { MigrationFile } from "./model/migration.ts";
import type { Report } from "./model/report.ts";
import type { ReviewInput } from "./model/review-input.ts";
import type { Schema } from "./model/schema.ts";
import type { Snapshot } from "./model/snapshot.ts";
import type { SqlReader } from "./model/sql-reader.ts";
import type { Watchdog } from "./model/watchdog.ts";
import { readEachOnce } from "./read-each-once.ts";
import { buildReport } from "./report/build-report.ts";
import { ruleIds, rulesAboutWaivers, runRules } from "./rules/run-rules.ts";
import { toolVersion } from "./tool-version.ts";
import { appliedWaivers, applyWaivers } from "./waivers/apply-waivers.ts";

/** What is handed in besides the input, where there is any. */
type ReviewOptions = {
  /** Stops rules that never end. */
  readonly watchdog?: Watchdog | undefined;
  /** The schema that the migrations of the base branch make, where it is known already. A contract goes before it. */
  readonly baseSchema?: Schema | undefined;
};

/** Reviews a pull request: contract(base) ⊕ migrations = contract(head)? Pure; the same input gives the same report, byte for byte. */
export function review(input: ReviewInput, sql: SqlReader, options: ReviewOptions = {}): Report {
  const names = keptReaderOfSpelledNames(changedScripts(input), sql);
  const base = contractsOf(input.base, input, names);
  const head = contractsOf(input.head, input, names);
  const judged = setAsideUnread(base, head);
  const scripts = readEachOnce(sql);
  const changed = readChangedMigrations(input, scripts);
  const declared = readChangedModels(input, changed.migrations, sql);
  const before = schemaBefore(base, input, scripts, options.baseSchema);
  const comparison = compare({
    ...input,
    base,
    head: judged.head,
    baseSchema: before.schema,
    schemaChange: before.change,
    migrations: changed.migrations,
    models: declared.models,
    sql,
  });
  const locks = assessLocks(comparison, input.engine);
  const outOfReach = input.configuration?.outOfReach ?? [];
  const diagnostics = [...outOfReach, ...changed.diagnostics, ...declared.diagnostics, ...comparison.diagnostics];
  const context = {
    ...input,
    base,
    head: judged.head,
    unreadContracts: judged.unread,
    comparison,
    locks,
    diagnostics,
    baseMigrations: migrationFiles(input, sql),
    headPaths: new Set(input.head.paths),
  };
  const found = runRules(context, options);
  const { findings, waivers } = applyWaivers({
    ...found,
    files: readChangedWaivers(input, changed.migrations),
    rules: ruleIds,
    forbidden: [...rulesAboutWaivers, ...input.policy.waivers.forbidden],
  });
  const aboutWaivers = runRules({ ...context, waivers }, options);
  return buildReport({
    input,
    contracts: { base, head },
    comparison,
    heaviestLock: heaviestLock(locks),
    findings: [...findings, ...aboutWaivers.findings],
    waivers: appliedWaivers(waivers),
    diagnostics: [...diagnostics, ...found.diagnostics, ...aboutWaivers.diagnostics],
    baseSchemaFrom: before.from,
    dialect: sql.dialect,
    toolVersion,
  });
}

/** The texts of the changed files in SQL, on both sides. */
function changedScripts({ base, head, changes }: ReviewInput): readonly string[] {
  const paths = changes.flatMap(({ path, previousPath }) => [
    path,
    ...(previousPath === undefined ? [] : [previousPath]),
  ]);
  return paths
    .filter((path) => path.endsWith(".sql"))
    .flatMap((path) => [base.files.get(path), head.files.get(path)])
    .flatMap((file) => (file?.kind === "text" ? [file.text] : []));
}

function contractsOf({ files, paths }: Snapshot, { policy }: ReviewInput, sql: SqlReader): Contracts {
  return readContracts(files, findContracts(paths, policy), sql);
}

function migrationFiles({ base, policy }: ReviewInput, sql: SqlReader): readonly MigrationFile[] {
  return listMigrations(base.paths, policy, sql.dialect).migrations.map(({ up }) => up);
}

type BaseSchema = {
  readonly schema: Schema;
  readonly change: SchemaChange | undefined;
  readonly from: Report["baseSchemaFrom"];
};

/** What the pull request starts from: the base contract's promise; else the history of migrations, when it was gathered; else nothing is known. */
function schemaBefore(
  { database }: Contracts,
  input: ReviewInput,
  sql: SqlReader,
  known: Schema | undefined,
): BaseSchema {
  if (database !== undefined) return { schema: schemaOfContract(database), change: undefined, from: "contract" };
  if (known !== undefined) return { schema: known, change: undefined, from: "migrations" };
  if (!input.historyGathered) return { schema: emptySchema(sql.dialect, false), change: undefined, from: "nothing" };
  const { base, head, policy } = input;
  const historyOf = (files: Snapshot["files"], paths: readonly string[]) =>
    readMigrations({ files, paths, only: undefined, sql, policy }).migrations;
  const atHead = new Map([...unchangedFiles(input), ...head.files]);
  const history = historyOf(base.files, base.paths);
  const { base: schema, change } = replayHistories(history, historyOf(atHead, head.paths), sql);
  // The first migration of a repository may well stand on a database that was there before.
  if (history.length === 0) return { schema: emptySchema(sql.dialect, false), change, from: "nothing" };
  return { schema, change, from: "migrations" };
}

function unchangedFiles({ base, changes }: ReviewInput): Snapshot["files"] {
  const changed = new Set(changes.flatMap(({ path, previousPath }) => [path, previousPath ?? path]));
  return new Map([...base.files].filter(([path]) => !changed.has(path)));
}
