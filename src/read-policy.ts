import type { Diagnostic } from "./model/diagnostic.ts";
import { configurationPaths, type Policy } from "./model/policy.ts";
import type { ConfigurationNotes } from "./model/review-input.ts";
import type { FileChange, FileText, FoundFile, Source } from "./model/snapshot.ts";
import { UserError } from "./model/user-error.ts";
import type { ConfigurationFile } from "./policy/extended-file.ts";
import type { LoadedConfiguration } from "./policy/load-configuration.ts";
import type { EffectiveValues } from "./policy/merge-layers.ts";
import { absentContracts, namedContracts } from "./policy/named-contracts.ts";
import { rules } from "./rules/rules.generated.ts";

/** A configuration that takes the place of the base branch's, for a trial. */
export type TrialConfiguration = { readonly path: string; readonly text: FileText };

type Asked = {
  /** What holds where configuration says nothing. */
  readonly defaults: Policy;
  readonly changes?: readonly FileChange[];
  readonly trial?: TrialConfiguration | undefined;
};

export type PolicyRead = {
  readonly policy: Policy;
  /** What the configuration states, and where. */
  readonly values: EffectiveValues;
  readonly configuration: ConfigurationNotes;
};

/**
 * The policy of the base branch, so that no pull request switches off its own judge. What the pull request makes of the configuration is
 * checked too. Fails with a `UserError` that names each mistake when the base's configuration is not valid.
 */
export async function readPolicy(source: Source, { defaults, changes = [], trial }: Asked): Promise<PolicyRead> {
  const atBase = await loadFrom(trial ?? (await findAtBase(source)), defaults, ({ path, repository }) =>
    source.peek(path, repository),
  );
  if (atBase.problems.length > 0) throw invalid(atBase.problems);
  const paths = new Set<string>([...configurationPaths, ...atBase.files.flatMap(ownPath)]);
  const changed = changes
    .flatMap(({ path, previousPath }) => [path, previousPath ?? path])
    .find((path) => paths.has(path));
  const atHead = changed === undefined ? undefined : await loadHead(source, defaults);
  const missing = atHead === undefined ? [] : await absentAtHead(source, atHead);
  return {
    policy: atBase.policy,
    values: atBase.values,
    configuration: {
      problems: [...(atHead?.problems ?? []), ...missing],
      outOfReach: atBase.outOfReach,
      contracts: namedContracts(atBase.values),
      notes: [
        ...(trial === undefined
          ? []
          : [`Reviewed by the configuration in ${trial.path}, not by that of the base branch.`]),
        ...(changed === undefined
          ? []
          : [`This pull request changes ${changed}, which takes effect once it is merged.`]),
        ...(atHead === undefined || atHead.outOfReach.length === 0
          ? []
          : ["What the changed configuration extends in another repository was not looked at."]),
      ],
    },
  };
}

type Found = { readonly path: string; readonly text: FileText };

async function findAtBase(source: Source): Promise<Found | undefined> {
  const looks = await Promise.all(configurationPaths.map(async (path) => ({ path, text: await source.peek(path) })));
  for (const { path, text } of looks) {
    if (text.kind !== "absent" && text.kind !== "out of reach") return { path, text };
  }
  return undefined;
}

async function loadHead(source: Source, defaults: Policy): Promise<LoadedConfiguration> {
  const texts = await source.read("head", configurationPaths);
  const path = configurationPaths.find((one) => texts.has(one));
  const text = path === undefined ? undefined : texts.get(path);
  const found = path === undefined || text === undefined ? undefined : { path, text };
  return loadFrom(found, defaults, async ({ path: one, repository }): Promise<FoundFile> => {
    // Anybody may open a pull request: it must not choose which repositories are read with our permissions, and quoted in public.
    if (repository !== undefined) return { kind: "out of reach", reason: "another repository." };
    return (await source.read("head", [one])).get(one) ?? { kind: "absent" };
  });
}

/** Contracts that the changed configuration names and the pull request does not have either. */
async function absentAtHead(source: Source, { values }: LoadedConfiguration): Promise<readonly Diagnostic[]> {
  const named = namedContracts(values);
  if (named.length === 0) return [];
  const paths = new Set(await source.list("head"));
  return absentContracts(named, (path) => paths.has(path));
}

/** The configuration that starts with a file; `read` finds what it extends. Who has none does not wait for its grammar to be loaded. */
async function loadFrom(
  found: Found | undefined,
  defaults: Policy,
  read: (file: ConfigurationFile) => Promise<FoundFile>,
): Promise<LoadedConfiguration> {
  if (found === undefined) return { policy: defaults, values: new Map(), problems: [], outOfReach: [], files: [] };
  const { loadConfiguration } = await import("./policy/load-configuration.ts");
  return loadConfiguration({ repository: undefined, path: found.path }, found.text, { read, rules, defaults });
}

function ownPath({ repository, path }: ConfigurationFile): readonly string[] {
  return repository === undefined ? [path] : [];
}

const mostShown = 10;

function invalid(problems: readonly Diagnostic[]): UserError {
  const lines = problems
    .slice(0, mostShown)
    .map(({ at, message }) => `${at.path}:${at.start.line}:${at.start.column}: ${message}`);
  const rest = problems.length - lines.length;
  const title = "The configuration is not valid.";
  return new UserError([title, ...lines, ...(rest > 0 ? [`And ${rest} more.`] : [])].join("\n"));
}
