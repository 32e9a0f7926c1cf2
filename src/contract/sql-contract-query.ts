import type { Node } from "jsonc-parser";
import type { ContractQuery, ModuleUse } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Located } from "../model/location.ts";
import type { QualifiedName } from "../model/name.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { code } from "../text/markdown.ts";
import { itemsOf, type JsonText, type Property, propertiesOf, propertyOf, stringOf } from "./json-text.ts";

/** Reads one entry of `queries`. Positions inside its SQL are those of the JSON string that holds it. */
export function readContractQuery(json: JsonText, sql: SqlReader, { key, value, node }: Property): ContractQuery {
  const diagnostics: Diagnostic[] = duplicateKeys(json, value);
  const text = (field: string) => located(json, propertyOf(value, field), field, diagnostics);
  const statement = sqlOf(json, propertyOf(value, "sql"), diagnostics);
  if (statement === undefined && propertyOf(value, "sql") === undefined)
    diagnostics.push(json.complain(value, `The query ${code(key)} has no \`sql\`.`));
  const reading =
    statement === undefined
      ? undefined
      : sql.readQuery({ path: json.path, text: statement.value, transactional: false });
  for (const { message } of reading?.diagnostics ?? []) {
    if (statement !== undefined)
      diagnostics.push({
        kind: "contract",
        at: statement.at,
        message: `The SQL of ${code(key)} cannot be read: ${message}`,
      });
  }
  return {
    id: key,
    at: json.at(node),
    name: text("name")?.value,
    category: text("category"),
    lastModified: text("last_modified"),
    sql: statement,
    reading: reading?.queries ?? [],
    operationType: text("operation_type"),
    parameters: parametersOf(json, propertyOf(value, "parameters"), diagnostics),
    returns: returnsOf(json, propertyOf(value, "returns")),
    usedBy: modulesOf(json, propertyOf(value, "used_by_modules"), diagnostics),
    dependsOn: dependsOn(json, sql, propertyOf(value, "depends_on_tables"), diagnostics),
    text: json.raw(value),
    diagnostics,
  };
}

function duplicateKeys(json: JsonText, entry: Node): Diagnostic[] {
  const seen = new Set<string>();
  return propertiesOf(entry).flatMap(({ key, keyNode }) => {
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [json.complain(keyNode, `The key ${code(key)} stands twice in one query; only the first is read.`)];
  });
}

function located(
  json: JsonText,
  node: Node | undefined,
  field: string,
  diagnostics: Diagnostic[],
): Located<string> | undefined {
  if (node === undefined || node.type === "null") return undefined;
  const value = stringOf(node);
  if (value !== undefined) return json.located(value, node);
  diagnostics.push(json.complain(node, `${code(field)} must be a string.`));
  return undefined;
}

/** A string, or its lines as an array. */
function sqlOf(json: JsonText, node: Node | undefined, diagnostics: Diagnostic[]): Located<string> | undefined {
  if (node?.type === "array") {
    const lines = itemsOf(node).map(stringOf);
    if (lines.length > 0 && lines.every((line) => line !== undefined)) return json.located(lines.join("\n"), node);
  }
  if (node?.type === "array") diagnostics.push(json.complain(node, "`sql` must be a string, or an array of lines."));
  return node?.type === "array" ? undefined : located(json, node, "sql", diagnostics);
}

function parametersOf(json: JsonText, node: Node | undefined, diagnostics: Diagnostic[]): ContractQuery["parameters"] {
  if (node !== undefined && node.type !== "array" && node.type !== "null")
    diagnostics.push(json.complain(node, "`parameters` must be an array."));
  return itemsOf(node).flatMap((item, index) => {
    const name = stringOf(item) ?? stringOf(propertyOf(item, "name")) ?? `$${index + 1}`;
    if (item.type !== "object" && item.type !== "string") {
      diagnostics.push(json.complain(item, "A parameter must be an object with a `name`."));
      return [];
    }
    return [{ name, type: stringOf(propertyOf(item, "type")), at: json.at(item) }];
  });
}

function returnsOf(json: JsonText, node: Node | undefined): ContractQuery["returns"] {
  if (node?.type === "string") return { type: stringOf(node), columns: [] };
  if (node?.type !== "object") return undefined;
  const columns = itemsOf(propertyOf(node, "columns")).flatMap((item) => {
    const name = stringOf(item) ?? stringOf(propertyOf(item, "name"));
    return name === undefined ? [] : [{ name, type: stringOf(propertyOf(item, "type")), at: json.at(item) }];
  });
  return { type: stringOf(propertyOf(node, "type")), columns };
}

function modulesOf(json: JsonText, node: Node | undefined, diagnostics: Diagnostic[]): ModuleUse[] {
  if (node !== undefined && node.type !== "array" && node.type !== "null")
    diagnostics.push(json.complain(node, "`used_by_modules` must be an array."));
  return itemsOf(node).flatMap((item) => {
    const module = stringOf(item) ?? stringOf(propertyOf(item, "module")) ?? stringOf(propertyOf(item, "name"));
    if (module === undefined) {
      diagnostics.push(json.complain(item, "An entry of `used_by_modules` must name its `module`."));
      return [];
    }
    return [
      {
        module,
        usage: stringOf(propertyOf(item, "usage")),
        file: stringOf(propertyOf(item, "file")),
        at: json.at(item),
      },
    ];
  });
}

function dependsOn(
  json: JsonText,
  sql: SqlReader,
  node: Node | undefined,
  diagnostics: Diagnostic[],
): ContractQuery["dependsOn"] {
  if (node === undefined || node.type === "null") return undefined;
  if (node.type !== "array" && node.type !== "string") {
    diagnostics.push(json.complain(node, "`depends_on_tables` must be an array of table names."));
    return undefined;
  }
  const names: QualifiedName[] = [];
  for (const item of node.type === "string" ? [node] : itemsOf(node)) {
    const written = stringOf(item) ?? stringOf(propertyOf(item, "table"));
    const name = written === undefined ? undefined : sql.readName(written);
    if (name !== undefined) names.push(name);
    else
      diagnostics.push(
        json.complain(item, `${code(written ?? json.raw(item))} in \`depends_on_tables\` is no table's name.`),
      );
  }
  return json.located(names, node);
}
