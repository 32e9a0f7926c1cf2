import type { Script } from "../../model/migration.ts";
import type { OperationKind } from "../../model/operation.ts";

/** Where something stands and how it was spelled: no part of what it does. */
const spelling = new Set(["at", "statement", "comments"]);

/** Operations on rows and blocks: what they do is more than what is kept of them. */
const readInPart: ReadonlySet<OperationKind> = new Set([
  "insert",
  "update",
  "delete",
  "merge",
  "call-routine",
  "run-block",
]);

/** What a script does, as one string: equal when two texts differ in white space, comments, case and spelling alone. */
export function operationsMean({ operations, statements }: Script): string {
  const inPart = new Set(operations.flatMap(({ kind, statement }) => (readInPart.has(kind) ? statement.index : [])));
  const texts = statements.flatMap(({ index, text }) => (inPart.has(index) ? wordsOf(text) : []));
  return JSON.stringify([operations, texts], (key, value: unknown) => {
    if (spelling.has(key)) return undefined;
    if (typeof value === "string") return value.replace(/\s+/g, " ").trim();
    return hasMeaning(value) ? value.meaning : value;
  });
}

const word =
  /(?<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`)|(?<space>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|(?<plain>[\p{L}\p{N}_$.]+|[^\s])/gu;

/** A statement's words and signs, without comments and white space; what is not quoted in lower case. */
function wordsOf(text: string): string {
  return [...text.replace(/;\s*$/, "").matchAll(word)]
    .flatMap(({ groups }) => groups?.quoted ?? groups?.plain?.toLowerCase() ?? [])
    .join(" ");
}

function hasMeaning(value: unknown): value is { readonly meaning: string } {
  return typeof value === "object" && value !== null && "meaning" in value && typeof value.meaning === "string";
}
