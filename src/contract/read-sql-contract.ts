import type { Node } from "jsonc-parser";
import type { ChangeLogEntry, ContractHeader, SqlContract } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Located, Location } from "../model/location.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { lazyMapOf } from "../text/lazy-map.ts";
import { code } from "../text/markdown.ts";
import { itemsOf, JsonText, type Property, propertiesOf, propertyOf, stringOf } from "./json-text.ts";
import { lazy } from "./lazy.ts";
import { isPlaceholder, mayHoldPlaceholder } from "./placeholders.ts";
import { readContractQuery } from "./sql-contract-query.ts";

/** Reads the SQL contract. Each query's SQL is read when the query is asked for. Never throws for what a text says. */
export function readSqlContract(source: { readonly path: string; readonly text: string }, sql: SqlReader): SqlContract {
  const json = new JsonText(source);
  const diagnostics: Diagnostic[] = [...json.diagnostics];
  if (json.root !== undefined && json.root.type !== "object")
    diagnostics.push({
      ...json.complain(json.root, `The SQL contract must be a JSON object, not ${nameOfType(json.root)}.`),
      kind: "unread-file",
    });
  reportDuplicates(json, json.root, diagnostics);
  const seeds = querySeeds(json, diagnostics);
  const placeholders = lazy(() => placeholdersIn(json, seeds));
  return {
    path: source.path,
    text: source.text,
    header: readHeader(json, diagnostics),
    queries: lazyMapOf(seeds, (property) => readContractQuery(json, sql, property)),
    entryTexts: lazyMapOf(seeds, ({ value }) => json.raw(value)),
    categories: readCategories(json, diagnostics),
    diagnostics,
    get placeholders() {
      return placeholders();
    },
  };
}

/** `queries` is an object by id, or an array of objects with an `id`. */
function querySeeds(json: JsonText, diagnostics: Diagnostic[]): Map<string, Property> {
  const seeds = new Map<string, Property>();
  const queries = propertyOf(json.root, "queries");
  if (queries !== undefined && queries.type !== "object" && queries.type !== "array") {
    diagnostics.push(
      json.complain(queries, `\`queries\` must be an object of queries by id, not ${nameOfType(queries)}.`),
    );
  }
  for (const property of [...propertiesOf(queries), ...arrayEntries(json, queries, diagnostics)]) {
    if (isTemplateKey(property.key)) continue;
    if (property.value.type !== "object") {
      diagnostics.push(
        json.complain(
          property.value,
          `The query ${code(property.key)} must be an object, not ${nameOfType(property.value)}.`,
        ),
      );
    } else if (seeds.has(property.key)) {
      diagnostics.push(
        json.complain(
          property.keyNode,
          `The query ${code(property.key)} stands twice; its first entry counts here, and the last one for other readers of JSON.`,
        ),
      );
    } else seeds.set(property.key, property);
  }
  return seeds;
}

function arrayEntries(json: JsonText, queries: Node | undefined, diagnostics: Diagnostic[]): Property[] {
  return itemsOf(queries).flatMap((value) => {
    const idNode = propertyOf(value, "id") ?? propertyOf(value, "name");
    const key = stringOf(idNode);
    if (key !== undefined && idNode !== undefined) return [{ key, keyNode: idNode, node: value, value }];
    diagnostics.push(json.complain(value, "This query has no `id`."));
    return [];
  });
}

function isTemplateKey(key: string): boolean {
  return /^example_/.test(key) || key === "template_for_new_query";
}

/** Keys that stand twice in one object at the top or in the header; those of queries are reported where the queries are read. */
function reportDuplicates(json: JsonText, node: Node | undefined, diagnostics: Diagnostic[]): void {
  const seen = new Set<string>();
  for (const property of propertiesOf(node)) {
    if (seen.has(property.key))
      diagnostics.push(
        json.complain(
          property.keyNode,
          `The key ${code(property.key)} stands twice in one object; only the first is read.`,
        ),
      );
    seen.add(property.key);
  }
}

function readHeader(json: JsonText, diagnostics: Diagnostic[]): ContractHeader {
  const log = propertyOf(json.root, "changelog") ?? propertyOf(json.root, "change_log");
  if (log !== undefined && log.type !== "array")
    diagnostics.push(json.complain(log, `\`changelog\` must be an array, not ${nameOfType(log)}.`));
  const find = (...keys: string[]) =>
    keys.map((key) => text(json, propertyOf(json.root, key), key, diagnostics)).find((value) => value !== undefined);
  return {
    version: find("contract_version", "version"),
    lastUpdated: find("last_updated"),
    status: find("status"),
    changeLog: itemsOf(log).flatMap((entry) => changeLogEntry(json, entry, diagnostics)),
    changeLogAt: log === undefined ? undefined : changeLogAt(json, log),
    changeLogForm: undefined,
  };
}

function text(
  json: JsonText,
  node: Node | undefined,
  key: string,
  diagnostics: Diagnostic[],
): Located<string> | undefined {
  if (node === undefined || node.type === "null") return undefined;
  const value = stringOf(node);
  if (value !== undefined) return json.located(value, node);
  diagnostics.push(json.complain(node, `${code(key)} must be a string, not ${nameOfType(node)}.`));
  return undefined;
}

function changeLogEntry(json: JsonText, entry: Node, diagnostics: Diagnostic[]): ChangeLogEntry[] {
  if (entry.type !== "object") {
    diagnostics.push(json.complain(entry, `An entry of \`changelog\` must be an object, not ${nameOfType(entry)}.`));
    return [];
  }
  const field = (...keys: string[]) =>
    keys.map((key) => words(propertyOf(entry, key))).find((value) => value !== undefined);
  return [
    {
      at: json.at(entry),
      date: field("date"),
      version: field("version"),
      author: field("author", "agent", "updated_by", "agent/author"),
      changes: field("changes", "change", "description"),
      impact: field("impact"),
    },
  ];
}

/** A text, or a list of texts as one. */
function words(node: Node | undefined): string | undefined {
  if (node?.type === "array")
    return itemsOf(node)
      .flatMap((item) => stringOf(item) ?? [])
      .join("; ");
  return stringOf(node);
}

/** Just inside the array's bracket, where the newest entry goes; at its end where the log grows downwards. */
function changeLogAt(json: JsonText, log: Node): Location {
  const entries = itemsOf(log);
  const first = entries[0];
  const last = entries.at(-1);
  const date = (node: Node | undefined) => stringOf(propertyOf(node, "date")) ?? "";
  const growsDown = first !== undefined && last !== undefined && first !== last && date(first) < date(last);
  const at = json.at(log);
  if (growsDown && last !== undefined) return { ...at, start: json.at(last).end, end: json.at(last).end };
  return first === undefined ? at : { ...at, start: json.at(first).start, end: json.at(first).start };
}

function readCategories(json: JsonText, diagnostics: Diagnostic[]): SqlContract["categories"] {
  const categories = new Map<string, { at: Location; queries: readonly Located<string>[] }>();
  for (const { key, value, keyNode } of propertiesOf(propertyOf(json.root, "query_categories"))) {
    if (isTemplateKey(key)) continue;
    const list = value.type === "array" ? value : propertyOf(value, "queries");
    if (value.type !== "object" && value.type !== "array")
      diagnostics.push(json.complain(value, `The category ${code(key)} must be an object, not ${nameOfType(value)}.`));
    const queries = itemsOf(list).flatMap((item) => {
      const id = stringOf(item);
      return id === undefined || isTemplateKey(id) ? [] : [json.located(id, item)];
    });
    if (!categories.has(key)) categories.set(key, { at: json.at(keyNode), queries });
  }
  return categories;
}

function placeholdersIn(json: JsonText, queries: ReadonlyMap<string, Property>): Located<string>[] {
  const found: Located<string>[] = [];
  const header = propertiesOf(json.root).filter(({ key }) =>
    /^(?:contract_version|version|last_updated|updated_by|description|changelog)$/.test(key),
  );
  const stack = [...header, ...queries.values()]
    .map((property) => property.value)
    .filter((value) => mayHoldPlaceholder(json.raw(value)))
    .reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const value = stringOf(node);
    if (value !== undefined && isPlaceholder(value)) found.push(json.located(value, node));
    const children = node.children ?? [];
    const first = node.type === "property" ? 1 : 0;
    for (let at = children.length - 1; at >= first; at -= 1) stack.push(children[at] as Node);
  }
  return found;
}

/** How JSON calls what was found, with its article. */
function nameOfType(node: Node): string {
  return node.type === "object" || node.type === "array"
    ? `an ${node.type}`
    : node.type === "null"
      ? "null"
      : `a ${node.type}`;
}
