import { type Database, divideDatabases, policyOfDatabase } from "./divide-databases.ts";
import { type GatherOptions, gatherUnder, type Listed } from "./gather.ts";
import { mayHoldCode } from "./gather-code.ts";
import type { Policy } from "./model/policy.ts";
import type { ReviewInput } from "./model/review-input.ts";
import type { FileChange, Source } from "./model/snapshot.ts";
import { readPolicy } from "./read-policy.ts";
import { rememberedSource } from "./remembered-source.ts";
import { isSchemaFile } from "./schema-files.ts";
import { scopedChange, scopedSource } from "./scoped-source.ts";
import { withShownLines } from "./shown-lines.ts";

/** What one of the touched databases is reviewed by. The name means something only where there are several. */
type DatabaseInput = { readonly name: string; readonly input: ReviewInput };

type GatheredDatabases = {
  /** One at least: a repository of one database, or a pull request that touches none of several, is one set of files. */
  readonly inputs: readonly DatabaseInput[];
  readonly changes: readonly FileChange[];
};

/**
 * Reads what a review needs, database by database where a repository keeps several and the pull request touches them. Each file and listing
 * is asked for once, and what all of them need next goes out together.
 */
export async function gatherDatabases(
  from: Source,
  defaults: Policy,
  options: GatherOptions = {},
): Promise<GatheredDatabases> {
  const source = rememberedSource(from);
  const changed = await source.changes();
  const read = await readPolicy(source, { defaults, changes: changed.changes, trial: options.trial });
  const named: Listed = { ...changed, ...read };
  const databases = await databasesOf(source, named);
  if (databases.length === 0) return oneSet(await gatherUnder(source, named, options));
  const whole = { ...named, changes: await withCodeSigns(source, named, databases) };
  const touched = databases.filter((database) => isTouched(database, whole.changes));
  if (touched.length === 0) {
    const changes = whole.changes.filter((change) => !mayConcern(change, [whole.policy]));
    return { ...oneSet(await gatherUnder(source, { ...whole, changes }, options)), changes: whole.changes };
  }
  const last = whole.changes.at(-1)?.path ?? "";
  const cutAt = touched.find(({ owns }) => owns(last)) ?? touched[0];
  const inputs = await Promise.all(
    touched.map(async (database) => ({
      name: database.name,
      input: await gatherUnder(
        scopedSource(source, database.sees),
        {
          changes: ownChanges(database, whole.changes),
          // That the list was cut is said once.
          truncated: whole.truncated && database === cutAt,
          listed: whole.changes.length,
          policy: database.policy,
          configuration: whole.configuration,
        },
        options,
      ),
    })),
  );
  return { inputs, changes: withLines(whole.changes, inputs) };
}

function oneSet(input: ReviewInput): GatheredDatabases {
  return { inputs: [{ name: "", input }], changes: input.changes };
}

/** Nothing is listed for a pull request that concerns nobody's schema. */
async function databasesOf(source: Source, { changes, truncated, policy }: Listed): Promise<readonly Database[]> {
  const policies = [policy, ...policy.databases.map((entry) => policyOfDatabase(entry, policy))];
  if (!truncated && !changes.some((change) => mayConcern(change, policies))) return [];
  const [base, head] = await Promise.all([source.list("base"), source.list("head")]);
  return divideDatabases({ base, head }, changes, policy);
}

function mayConcern(change: FileChange, policies: readonly Policy[]): boolean {
  return policies.some((policy) => isSchemaFile(change, policy) || mayHoldCode(change, policy));
}

/** Which database a pull request touches takes knowing which of its code matters. */
function withCodeSigns(
  source: Source,
  { changes }: Listed,
  databases: readonly Database[],
): Promise<readonly FileChange[]> {
  const mayMatter = (change: FileChange) =>
    databases.some(
      ({ owns, policy }) => owns(change.path) && !isSchemaFile(change, policy) && mayHoldCode(change, policy),
    );
  return withShownLines(source, changes, mayMatter);
}

function ownChanges({ owns }: Database, changes: readonly FileChange[]): readonly FileChange[] {
  return changes.flatMap((change) => scopedChange(change, owns));
}

/** Code that belongs to no database is held against no contract. */
function isTouched(database: Database, changes: readonly FileChange[]): boolean {
  return ownChanges(database, changes).some(
    (change) => isSchemaFile(change, database.policy) || (!database.isRest && mayHoldCode(change, database.policy)),
  );
}

/** The changes with the lines that gathering found for some of them. */
function withLines(changes: readonly FileChange[], inputs: readonly DatabaseInput[]): readonly FileChange[] {
  const found = new Map(inputs.flatMap(({ input }) => input.changes.map((change) => [change.path, change] as const)));
  return changes.map((change) => {
    const diffLines = change.diffLines ?? found.get(change.path)?.diffLines;
    return diffLines === undefined ? change : { ...change, diffLines };
  });
}
