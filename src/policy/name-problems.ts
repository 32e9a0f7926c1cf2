import type { z } from "zod";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { RuleDeclaration } from "../model/rule-declaration.ts";
import { configurationJsonSchema, type JsonSchema } from "./configuration-schema.ts";
import { nearest } from "./nearest.ts";
import { quote } from "./quote.ts";
import type { KeyPath, YamlText } from "./read-yaml.ts";

type Issue = z.core.$ZodIssue;

/** Says of each thing that does not fit the shape what it is, what is allowed there, and what was probably meant. */
export function nameProblems(
  issues: readonly Issue[],
  yaml: YamlText,
  rules: readonly RuleDeclaration[],
): readonly Diagnostic[] {
  const schema = configurationJsonSchema(rules);
  return issues.flatMap((issue) => problemsOf(issue, [], yaml, schema));
}

function problemsOf(issue: Issue, above: KeyPath, yaml: YamlText, schema: JsonSchema): readonly Diagnostic[] {
  const path = [...above, ...(issue.path as (string | number)[])];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      kind: "configuration",
      at: yaml.atKey([...path, key]),
      message: unknownKey(path, key, Object.keys(schemaAt(schema, path)?.properties ?? {})),
    }));
  }
  if (issue.code === "invalid_union") {
    return closestBranch(issue.errors, valueAt(yaml.value, path)).flatMap((inner) =>
      problemsOf(inner, path, yaml, schema),
    );
  }
  const message = sentenceFor(issue, path, valueAt(yaml.value, path));
  const keys = issue.code === "invalid_type" && issue.expected === "object" ? keysAt(schema, path) : "";
  return [{ kind: "configuration", at: yaml.at(path), message: `${message}${keys}` }];
}

/** What is wrong with the form that the author chose, not with those that he did not. */
function closestBranch(branches: readonly (readonly Issue[])[], value: unknown): readonly Issue[] {
  const otherForm = typeof value === "object" ? ["invalid_type", "invalid_value"] : ["invalid_type"];
  const isOtherForm = ({ path, code }: Issue) => path.length === 0 && otherForm.includes(code);
  return branches.find((issues) => !issues.some(isOtherForm)) ?? branches[0] ?? [];
}

/** A list of more words than this is no help. */
const mostWords = 20;

function unknownKey(path: KeyPath, key: string, allowed: readonly string[]): string {
  const meant = suggestion(nearest(key, allowed));
  if (path.length > 0 && path.at(-1) === "rules") {
    return `There is no rule ${quote(key)}.${meant} \`schema-warden rules\` lists all of them.`;
  }
  const where = path.length === 0 ? "at the top" : `in ${nameOf(path)}`;
  const listed = allowed.length > mostWords ? "" : ` Allowed there: ${allowed.join(", ")}.`;
  return `There is no key ${quote(key)} ${where}.${meant}${listed}`;
}

/** The keys of a mapping that is no mapping yet, where they are few. */
function keysAt(schema: JsonSchema, path: KeyPath): string {
  const allowed = path.length === 0 ? [] : Object.keys(schemaAt(schema, path)?.properties ?? {});
  return allowed.length === 0 || allowed.length > mostWords ? "" : ` Allowed there: ${allowed.join(", ")}.`;
}

function suggestion(word: string | undefined): string {
  return word === undefined ? "" : ` Did you mean ${quote(word)}?`;
}

function sentenceFor(issue: Issue, path: KeyPath, value: unknown): string {
  const name = nameOf(path);
  switch (issue.code) {
    case "invalid_type":
      return value === undefined
        ? `${nameOf(path.slice(0, -1))} lacks ${quote(String(path.at(-1)))}.`
        : `${name} must be ${nounsOf[issue.expected] ?? issue.expected}, not ${shown(value)}.`;
    case "invalid_value": {
      const words = issue.values.map(String);
      const meant = suggestion(
        typeof value === "string" || value === false ? nearest(String(value), words) : undefined,
      );
      return `${name} must be one of ${words.join(", ")}, not ${shown(value)}.${meant}`;
    }
    case "too_small":
      return `${name} must ${bound("at least", issue.minimum, issue.origin)}, not ${measured(value)}.`;
    case "too_big":
      return `${name} must ${bound("at most", issue.maximum, issue.origin)}, not ${measured(value)}.`;
    case "invalid_format":
      return `${name} ${issue.message}, not ${shown(value)}.`;
    default:
      return `${name} is not valid: ${issue.message}.`;
  }
}

const nounsOf: Readonly<Record<string, string>> = {
  object: "a mapping of keys to values",
  array: "a list",
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

function bound(word: string, limit: number | bigint, origin: string): string {
  if (origin === "array") return `have ${word} ${limit} ${limit === 1 ? "entry" : "entries"}`;
  return origin === "string"
    ? `have ${word} ${limit} ${limit === 1 ? "character" : "characters"}`
    : `be ${word} ${limit}`;
}

function measured(value: unknown): string {
  if (Array.isArray(value)) return String(value.length);
  return typeof value === "string" ? String(value.length) : shown(value);
}

function shown(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "a mapping" : String(value);
}

/** `rules.drop-column.paths.only[1]` in quotes. */
function nameOf(path: KeyPath): string {
  if (path.length === 0) return "The configuration";
  const text = path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join("");
  return quote(text, 120);
}

function valueAt(value: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>((inner, key) => {
    return typeof inner === "object" && inner !== null ? (inner as Record<string | number, unknown>)[key] : undefined;
  }, value);
}

function schemaAt(schema: JsonSchema, path: KeyPath): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((node, key) => {
    return typeof key === "number" ? mappingOf(node?.items) : mappingOf(node?.properties?.[key]);
  }, schema);
}

/** Of several forms the one that has keys. */
function mappingOf(schema: JsonSchema | undefined): JsonSchema | undefined {
  return schema?.anyOf?.find(({ properties }) => properties !== undefined) ?? schema;
}
