import type { Diagnostic } from "../model/diagnostic.ts";
import type { Located } from "../model/location.ts";
import type { Policy } from "../model/policy.ts";
import type { RuleDeclaration } from "../model/rule-declaration.ts";
import type { FileText, FoundFile } from "../model/snapshot.ts";
import { type ConfigurationFile, extendedFile, fileName } from "./extended-file.ts";
import { configurationOf, type EffectiveValues, mergeLayers } from "./merge-layers.ts";
import { policyOf } from "./policy-of.ts";
import { quote } from "./quote.ts";
import { readConfiguration, type StatedValue } from "./read-configuration.ts";

export type LoadedConfiguration = {
  readonly policy: Policy;
  /** What was stated, and where; what is not here is a default. */
  readonly values: EffectiveValues;
  /** The files that were read, the nearest first. */
  readonly files: readonly ConfigurationFile[];
  /** What is wrong in the configuration. With any, nothing of it should be gone by. */
  readonly problems: readonly Diagnostic[];
  /** What `_extends` names and cannot be read from here: the rest holds. */
  readonly outOfReach: readonly Diagnostic[];
};

type Loading = {
  readonly read: (file: ConfigurationFile) => Promise<FoundFile>;
  readonly rules: readonly RuleDeclaration[];
  readonly defaults: Policy;
};

/** `_extends` may lead over this many files. */
const mostFiles = 5;

/** Reads a file of configuration and those that it extends, the nearest first, and makes the policy of them. */
export async function loadConfiguration(
  start: ConfigurationFile,
  text: FileText,
  { read, rules, defaults }: Loading,
): Promise<LoadedConfiguration> {
  const layers: (readonly StatedValue[])[] = [];
  const files: ConfigurationFile[] = [];
  let [file, found, problems, outOfReach]: [ConfigurationFile, FileText, readonly Diagnostic[], readonly Diagnostic[]] =
    [start, text, [], []];
  for (;;) {
    files.push(file);
    const layer = readConfiguration(fileName(file), found, rules);
    layers.push(layer.values);
    problems = layer.problems;
    if (layer.extends === undefined || problems.length > 0) break;
    const next = await follow(layer.extends, files, read);
    if ("stop" in next) {
      if (next.stop === "out of reach") outOfReach = [next.diagnostic];
      else problems = [next.diagnostic];
      break;
    }
    ({ file, found } = next);
  }
  const values = mergeLayers(layers);
  const policy = policyOf(configurationOf(values), defaults);
  return { policy, values, files, problems: [...problems, ...contradictions(policy, values)], outOfReach };
}

type Followed =
  | { readonly file: ConfigurationFile; readonly found: FileText }
  | { readonly stop: "problem" | "out of reach"; readonly diagnostic: Diagnostic };

async function follow(
  { value, at }: Located<string>,
  files: readonly ConfigurationFile[],
  read: Loading["read"],
): Promise<Followed> {
  const stop = (message: string, how: "problem" | "out of reach" = "problem"): Followed => ({
    stop: how,
    diagnostic: { kind: "configuration", at, message },
  });
  const file = extendedFile(value, files.at(-1) ?? { repository: undefined, path: "" });
  if (file === undefined) {
    return stop(
      `"_extends" must name a repository, owner/repository, repository:path, or a relative path such as ./base.yml, not ${quote(value)}.`,
    );
  }
  if (files.some((one) => fileName(one) === fileName(file)))
    return stop(`"_extends" leads back to ${quote(fileName(file), 160)}. Break the circle.`);
  if (files.length >= mostFiles) return stop(`"_extends" leads over more than ${mostFiles} files. Join some of them.`);
  const found = await read(file);
  if (found.kind === "absent")
    return stop(
      `"_extends" names ${quote(fileName(file), 160)}, which is not there${file.repository === undefined ? "" : ", or may not be read by this app"}.`,
    );
  if (found.kind === "out of reach") {
    return stop(`"_extends" names ${quote(fileName(file), 160)}, ${found.reason}`, "out of reach");
  }
  return { file, found };
}

/** What each file may say by itself and all of them together may not. */
function contradictions({ tables, dialect, databases }: Policy, values: EffectiveValues): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const add = (key: string, message: string) => {
    const stated = values.get(key);
    if (stated !== undefined) found.push({ kind: "configuration", at: stated.at, message });
  };
  if (tables.smallRows > tables.largeRows) {
    const key = values.has("tables.smallRows") ? "tables.smallRows" : "tables.largeRows";
    add(
      key,
      `"tables.smallRows" (${tables.smallRows}) must not be more than "tables.largeRows" (${tables.largeRows}).`,
    );
  }
  if (dialect === undefined)
    add("database.version", `"database.version" says nothing without "database.product". Add it.`);
  const names = databases.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) < place);
  if (twice !== undefined) add("databases", `"databases" names ${quote(twice)} twice. Give each a name of its own.`);
  return found;
}
