import type { Diagnostic } from "../model/diagnostic.ts";
import type { Located, Location } from "../model/location.ts";
import type { RuleDeclaration } from "../model/rule-declaration.ts";
import type { FileText } from "../model/snapshot.ts";
import { matchesGlobs } from "../text/globs.ts";
import { type Configuration, configurationShape } from "./configuration-shape.ts";
import { nameProblems } from "./name-problems.ts";
import { nearest } from "./nearest.ts";
import { quote } from "./quote.ts";
import { type KeyPath, readYaml, type YamlText } from "./read-yaml.ts";

/** One value that a configuration states; lists are one value. */
export type StatedValue = { readonly path: KeyPath; readonly value: unknown; readonly at: Location };

/** One file of configuration, read by itself. With problems nothing of it holds. */
export type ConfigurationLayer = {
  readonly extends: Located<string> | undefined;
  readonly values: readonly StatedValue[];
  readonly problems: readonly Diagnostic[];
};

/** More than this is no configuration. */
const mostBytes = 64 * 1024;

/** Reads one file of configuration. `path` is how its places are called, with the repository before it where that is another. */
export function readConfiguration(path: string, file: FileText, rules: readonly RuleDeclaration[]): ConfigurationLayer {
  const unread = whyUnread(file);
  if (file.kind !== "text" || unread !== undefined)
    return failed([{ kind: "configuration", at: start(path), message: unread ?? "" }]);
  const yaml = readYaml(path, file.text);
  if (yaml.problems.length > 0) return failed(yaml.problems);
  const value = yaml.value ?? {};
  const parsed = configurationShape(rules).safeParse(value);
  if (!parsed.success) return failed(nameProblems(parsed.error.issues, yaml, rules));
  const data = parsed.data as Record<string, unknown> & Configuration;
  const idle = idleGlobs(data.waivers?.forbidden ?? [], yaml, rules);
  return idle.length > 0 ? failed(idle) : layerOf(data, yaml);
}

/** A slip of the pen here would leave a rule open to waivers that somebody meant to close. */
function idleGlobs(forbidden: readonly string[], yaml: YamlText, rules: readonly RuleDeclaration[]): Diagnostic[] {
  const ids = rules.map(({ id }) => id);
  return forbidden.flatMap((glob, index): readonly Diagnostic[] => {
    if (ids.some((id) => matchesGlobs(id, [glob]))) return [];
    const meant = nearest(glob, ids);
    const hint = meant === undefined ? "" : ` Did you mean ${quote(meant)}?`;
    const message = `No rule fits ${quote(glob)}.${hint} \`schema-warden rules\` lists all of them.`;
    return [{ kind: "configuration", at: yaml.at(["waivers", "forbidden", index]), message }];
  });
}

function failed(problems: readonly Diagnostic[]): ConfigurationLayer {
  const inOrder = problems.toSorted((left, right) => left.at.start.offset - right.at.start.offset);
  return { extends: undefined, values: [], problems: inOrder };
}

function start(path: string): Location {
  const first = { line: 1, column: 1, offset: 0 };
  return { path, start: first, end: first };
}

function whyUnread(file: FileText): string | undefined {
  switch (file.kind) {
    case "text":
      return file.text.length > mostBytes ? tooLarge : undefined;
    case "too-large":
      return tooLarge;
    case "binary":
      return "This is no text. Save it as UTF-8.";
    case "unreadable":
      return `This cannot be read: ${file.reason}.`;
  }
}

const tooLarge = `This is larger than ${mostBytes / 1024} KiB, which no configuration is.`;

function layerOf(data: Record<string, unknown>, yaml: YamlText): ConfigurationLayer {
  const { _extends, ...rest } = data;
  return {
    extends: typeof _extends === "string" ? { value: _extends, at: yaml.at(["_extends"]) } : undefined,
    values: [...valuesOf(rest, [], yaml)],
    problems: [],
  };
}

function* valuesOf(value: unknown, path: KeyPath, yaml: YamlText): Iterable<StatedValue> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) yield* valuesOf(inner, [...path, key], yaml);
    return;
  }
  if (value === undefined) return;
  // A rule that is given a bare severity is given that alone, so that it merges with what else is said of the rule.
  const isBare = path.length === 2 && path[0] === "rules";
  yield { path: isBare ? [...path, "severity"] : path, value, at: yaml.at(path) };
}
