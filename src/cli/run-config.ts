import { findStatedValues } from "../find-stated-values.ts";
import type { FoundFile, Source } from "../model/snapshot.ts";
import { defaultPolicy } from "../policy/default-policy.ts";
import { effectiveValues, printEffectiveValues } from "../policy/effective-values.ts";
import { absentContracts } from "../policy/named-contracts.ts";
import { readPolicy } from "../read-policy.ts";
import { plain } from "../report/terminal/text-layout.ts";
import { rules } from "../rules/rules.generated.ts";
import { openLocalGit } from "../sources/local-git.ts";
import type { ConfigOptions } from "./command-options.ts";
import { openAt } from "./open-at.ts";
import { writeOutput } from "./output.ts";

/** Checks or prints. What cannot be read from here is said on standard error. */
export async function runConfig({ repo, at, print, format }: ConfigOptions): Promise<void> {
  const source = at === undefined ? await openWorkTree(repo) : await openAt(repo, at);
  const { policy, values, configuration } = await readPolicy(source, { defaults: defaultPolicy });
  const paths = new Set(await source.list("base"));
  const missing = absentContracts(configuration.contracts ?? [], (path) => paths.has(path));
  for (const { at: place, message } of [...configuration.outOfReach, ...missing]) {
    console.error(plain(`${place.path}:${place.start.line}:${place.start.column}: ${message}`, 400));
  }
  if (print !== true) {
    const none =
      values.size === 0 ? "There is no configuration, or it states nothing: the defaults hold.\n" : undefined;
    const lacks = missing.length === 0 ? "" : ", but names a contract that is not there";
    await writeOutput(none ?? `The configuration is valid${lacks}.\n`, undefined);
    return;
  }
  const all = effectiveValues(policy, rules, values, await findStatedValues(source, policy));
  const text = format === "json" ? `${JSON.stringify({ values: all }, undefined, 2)}\n` : printEffectiveValues(all);
  await writeOutput(text, undefined);
}

/** The working tree in the place of the base branch. */
async function openWorkTree(dir: string): Promise<Source> {
  const source = await openLocalGit({ dir, base: "HEAD", worktree: true });
  return {
    describe: () => source.describe("head"),
    changes: () => source.changes(),
    list: () => source.list("head"),
    read: (_side, paths) => source.read("head", paths),
    peek: async (path, repository): Promise<FoundFile> => {
      if (repository !== undefined) return source.peek(path, repository);
      return (await source.read("head", [path])).get(path) ?? { kind: "absent" };
    },
  };
}
