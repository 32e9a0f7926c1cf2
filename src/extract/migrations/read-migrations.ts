import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Migration, MigrationFile, Script } from "../../model/migration.ts";
import type { Policy } from "../../model/policy.ts";
import type { FileText } from "../../model/snapshot.ts";
import type { SqlReader } from "../../model/sql-reader.ts";
import { LineIndex } from "../../text/line-index.ts";
import { isCodeMigration } from "./code-migration.ts";
import { codeMigrationOf } from "./code-migration-tool.ts";
import { planOrder } from "./formats/sqitch.ts";
import { listMigrations } from "./list-migrations.ts";
import type { ListedMigration, Listing } from "./listing.ts";
import { readDirections } from "./read-directions.ts";

type MigrationsInput = {
  readonly files: ReadonlyMap<string, FileText>;
  /** All of that side. */
  readonly paths: readonly string[];
  /** Limits the answer to migrations that one of these files belongs to. */
  readonly only: ReadonlySet<string> | undefined;
  readonly sql: SqlReader;
  readonly policy: Policy;
};

type MigrationsRead = {
  /** Sorted by lineage, then order. */
  readonly migrations: readonly Migration[];
  /** About whole files. What a script says of its own statements stays with the script. */
  readonly diagnostics: readonly Diagnostic[];
};

/** Reads migrations from the texts at hand. A file whose text was not gathered is left out, which is no diagnostic unless `only` asks for it. */
export function readMigrations(input: MigrationsInput): MigrationsRead {
  const { paths, only, policy, sql } = input;
  const listing = listMigrations(paths, policy, sql.dialect);
  const wanted = (file: MigrationFile | undefined) => file !== undefined && (only === undefined || only.has(file.path));
  const diagnostics: Diagnostic[] = [];
  const migrations = listing.migrations
    .filter(({ up, down }) => wanted(up) || wanted(down))
    .flatMap((listed) => readOne(listed, input, diagnostics));
  if (only !== undefined) diagnostics.push(...unreadOf(only, listing, input));
  return { migrations: migrations.toSorted(inOrder), diagnostics };
}

function readOne(listed: ListedMigration, input: MigrationsInput, diagnostics: Diagnostic[]): Migration[] {
  const { up, down } = listed;
  const upText = input.files.get(up.path);
  if (upText === undefined) {
    if (input.only !== undefined) diagnostics.push(unread(up.path, "Its text was not handed to the review."));
    return [];
  }
  const downText = down === undefined ? undefined : input.files.get(down.path);
  const read = readDirections({ listed, up: upText, down: downText, files: input.files, sql: input.sql });
  const limited = {
    up: limit(read.up, input.policy, diagnostics),
    down: read.down && limit(read.down, input.policy, diagnostics),
  };
  diagnostics.push(...read.diagnostics);
  const files = down === undefined ? [up.path] : [up.path, down.path];
  const { id, title, lineage, repeatable } = up;
  const order = up.tool === "sqitch" ? orderInPlan(up, input.files) : up.order;
  return [{ id, title, tool: read.tool, lineage, order, repeatable, files, ...limited, canHaveDown: read.canHaveDown }];
}

function orderInPlan(file: MigrationFile, files: ReadonlyMap<string, FileText>): string {
  const plan = files.get(file.lineage === "" ? "sqitch.plan" : `${file.lineage}/sqitch.plan`);
  return plan?.kind === "text" ? (planOrder(plan.text).get(file.id) ?? `~${file.id}`) : file.order;
}

function limit(script: Script, policy: Policy, diagnostics: Diagnostic[]): Script {
  const most = policy.limits.statementsPerFile;
  const first = script.statements[most];
  if (first === undefined) return script;
  const message = `The file has ${script.statements.length} statements; only the first ${most} are reviewed. Split it, or raise limits.statementsPerFile.`;
  diagnostics.push({ kind: "limit-reached", at: first.at, message });
  return {
    ...script,
    statements: script.statements.slice(0, most),
    operations: script.operations.filter(({ statement }) => statement.index < most),
  };
}

/** Files that were asked for and are no migration one can read here. */
function unreadOf(
  only: ReadonlySet<string>,
  { orphans, superseded }: Listing,
  { paths }: MigrationsInput,
): readonly Diagnostic[] {
  const existing = new Set(paths);
  return [
    ...orphans
      .filter(({ path }) => only.has(path))
      .map(({ path }) =>
        unread(path, "It undoes a migration that is not there: no file of the same version does anything."),
      ),
    ...superseded
      .filter(({ path }) => only.has(path))
      .map(({ path }) =>
        unread(path, "A baseline stands for the migrations before it, which are here too, so it changes nothing."),
      ),
    ...[...only]
      .filter((path) => existing.has(path) && isCodeMigration(path))
      .map((path) => {
        const codeMigration = codeMigrationOf(path);
        const message = `It looks like a migration written in ${codeMigration.language}; only SQL migrations are read.`;
        return { ...unread(path, message), codeMigration };
      }),
  ];
}

function unread(path: string, message: string): Diagnostic {
  return { kind: "unread-file", at: new LineIndex(path, "").location(0, 0), message };
}

function inOrder(left: Migration, right: Migration): number {
  if (left.lineage !== right.lineage) return left.lineage < right.lineage ? -1 : 1;
  return left.order < right.order ? -1 : left.order > right.order ? 1 : 0;
}
