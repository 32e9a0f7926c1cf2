import { type Node, parseTree } from "jsonc-parser";
import type { EndpointPromises } from "../model/contract.ts";
import { nestsDeeperThan } from "../text/nesting-depth.ts";
import { readAnswer, saysNone } from "./answers.ts";
import type { ContractText } from "./contract-text.ts";
import { keyedRows } from "./header-cells.ts";
import { plainText } from "./inline-text.ts";
import type { Part } from "./labels.ts";
import { jsonLanguages, responseParts } from "./response-fields.ts";
import { lookUp } from "./titles.ts";

const parameterHeader = lookUp({
  name: "parameter | param | name | field | key | header | parameter name | feld | champ | campo | 参数 | パラメータ | параметр",
  type: "type | data type | typ | tipo | 类型 | 型 | тип",
  required:
    "required | required? | mandatory | pflicht | erforderlich | obligatoire | requis | obligatorio | requerido | 必填 | 必須",
});

/** What callers of an endpoint rely on besides the names of its response's fields. */
export function readEndpointPromises(
  contract: ContractText,
  parts: readonly Part<string>[],
  authentication: string | undefined,
): EndpointPromises {
  const responses = responseParts(contract, parts);
  const bodies = responses
    .flatMap((part) => part.blocks)
    .flatMap((block) =>
      block.kind === "code" && jsonLanguages.has(block.fence.language)
        ? [contract.raw({ start: block.fence.contentStart, end: block.fence.contentEnd })]
        : [],
    );
  return {
    kinds: kindsIn(bodies),
    authentication: authentication === undefined ? undefined : schemesOf(authentication),
    parameters: parametersOf(
      contract,
      parts.filter((part) => part.key === "request" || part.under.includes("request")),
    ),
  };
}

/** A table of parameters has their names, and says which are required or of what type they are. */
function parametersOf(contract: ContractText, parts: readonly Part<string>[]): EndpointPromises["parameters"] {
  const found = new Map<string, { readonly required: boolean; readonly type: string | undefined }>();
  for (const block of parts.flatMap((part) => part.blocks)) {
    if (block.kind !== "table") continue;
    for (const { cells } of keyedRows(contract, block.table, parameterHeader)) {
      const text = (field: "name" | "type" | "required") => {
        const cell = cells.get(field);
        return cell === undefined ? undefined : plainText(contract.raw(cell));
      };
      const name = text("name") ?? "";
      const [required, type] = [text("required"), text("type")];
      if (name === "" || (required === undefined && type === undefined)) continue;
      found.set(name, { required: readAnswer(required ?? "") === true, type: typeWord(type) });
    }
  }
  return found;
}

const scheme = /\b(?:bearer|jwt|api[ -]?key|basic|oauth2?|session|cookie|mtls|hmac|signature|token)\b/gi;

/** `none`, or the schemes that are named; words that name neither say no more than that there is one. */
function schemesOf(text: string): string {
  const plain = text.trim().toLowerCase();
  if (saysNone(plain) || /^(?:no\b|none\b|not required|public\b|anonymous\b|optional\b)/.test(plain)) return "none";
  return [...new Set(plain.match(scheme))].sort().join(" ");
}

const sameTypes: Readonly<Record<string, string>> = {
  int: "integer",
  str: "string",
  text: "string",
  bool: "boolean",
  float: "number",
  double: "number",
  decimal: "number",
  list: "array",
};

/** `integer (int64)` → `integer`. */
function typeWord(text: string | undefined): string | undefined {
  const word = /^[a-z][a-z0-9]*/i.exec(text ?? "")?.[0].toLowerCase();
  return word === undefined ? undefined : (sameTypes[word] ?? word);
}

const typeWords = /^(?:string|integer|int|number|boolean|bool|float|decimal|uuid|date|datetime|object|array)$/i;

/** Kinds of value by their place; a place that two bodies fill with two kinds has none. */
function kindsIn(bodies: readonly string[]): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>();
  const twofold = new Set<string>();
  for (const body of bodies) {
    for (const [place, kind] of placesOf(body)) {
      const known = kinds.get(place);
      if (known !== undefined && known !== kind) twofold.add(place);
      kinds.set(place, kind);
    }
  }
  for (const place of twofold) kinds.delete(place);
  return kinds;
}

function* placesOf(body: string): Iterable<readonly [place: string, kind: string]> {
  const root = nestsDeeperThan(body, deepest) ? undefined : parseTree(body);
  const open: [string, Node][] = root === undefined ? [] : [["", root]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [place, node] = next;
    const kind = kindOf(node);
    if (kind !== undefined) yield [place, kind];
    for (const child of node.children ?? []) {
      if (node.type === "array") open.push([`${place}[]`, child]);
      const [key, value] = child.children ?? [];
      if (node.type === "object" && typeof key?.value === "string" && value !== undefined)
        open.push([place === "" ? key.value : `${place}.${key.value}`, value]);
    }
  }
}

/** A value is an example, or the name of its type: one tells nothing of the other. `null` may be anything. */
function kindOf({ type, value }: Node): string | undefined {
  if (type === "array") return "list";
  if (type === "string" && typeWords.test(String(value))) return `type ${typeWord(String(value))}`;
  return type === "null" ? undefined : type;
}

const deepest = 50;
