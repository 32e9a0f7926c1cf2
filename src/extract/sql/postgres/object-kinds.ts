import type { ObjectType } from "libpg-query";
import type { QualifiedName } from "../../../model/name.ts";
import type { ObjectKind } from "../../../model/operation.ts";
import { nameOfNodes, nameOfParts, qualifiedName } from "./names.ts";
import { argumentTypes } from "./routines.ts";
import { itemsOf, type Node, stringsOf } from "./syntax-tree.ts";

const kinds: Readonly<Partial<Record<ObjectType, ObjectKind>>> = {
  OBJECT_TABLE: "table",
  OBJECT_COLUMN: "column",
  OBJECT_VIEW: "view",
  OBJECT_MATVIEW: "materialized view",
  OBJECT_INDEX: "index",
  OBJECT_SEQUENCE: "sequence",
  OBJECT_TABCONSTRAINT: "constraint",
  OBJECT_TRIGGER: "trigger",
  OBJECT_POLICY: "policy",
  OBJECT_FUNCTION: "function",
  OBJECT_PROCEDURE: "procedure",
  OBJECT_AGGREGATE: "aggregate",
  OBJECT_ROUTINE: "routine",
  OBJECT_TYPE: "type",
  OBJECT_DOMAIN: "domain",
  OBJECT_SCHEMA: "schema",
  OBJECT_EXTENSION: "extension",
  OBJECT_DATABASE: "database",
};

/** The model's word for the grammar's kind of object. */
export function objectKind(type: ObjectType | undefined): ObjectKind {
  return (type === undefined ? undefined : kinds[type]) ?? "other";
}

/** Kinds whose tag is not simply their name. */
const tags: Readonly<Partial<Record<ObjectType, string>>> = {
  OBJECT_MATVIEW: "MATERIALIZED VIEW",
  OBJECT_FDW: "FOREIGN DATA WRAPPER",
  OBJECT_FOREIGN_SERVER: "SERVER",
  OBJECT_OPCLASS: "OPERATOR CLASS",
  OBJECT_OPFAMILY: "OPERATOR FAMILY",
  OBJECT_STATISTIC_EXT: "STATISTICS",
  OBJECT_TSCONFIGURATION: "TEXT SEARCH CONFIGURATION",
  OBJECT_TSDICTIONARY: "TEXT SEARCH DICTIONARY",
  OBJECT_TSPARSER: "TEXT SEARCH PARSER",
  OBJECT_TSTEMPLATE: "TEXT SEARCH TEMPLATE",
  OBJECT_LARGEOBJECT: "LARGE OBJECT",
  OBJECT_TABCONSTRAINT: "TABLE",
  OBJECT_DOMCONSTRAINT: "DOMAIN",
  OBJECT_ATTRIBUTE: "TYPE",
  OBJECT_COLUMN: "TABLE",
};

/** The words for a kind of object in a command tag: `EVENT TRIGGER`. */
export function objectWords(type: ObjectType | undefined): string {
  if (type === undefined) return "OBJECT";
  return tags[type] ?? type.replace("OBJECT_", "").replaceAll("_", " ");
}

/** An object that a statement names, with the types that tell a routine from its namesakes. */
type NamedObject = { readonly name: QualifiedName; readonly argumentTypes: readonly string[] | undefined };

/** The name of an object, in whatever node the grammar puts it. */
export function namedObject(node: Node | undefined): NamedObject {
  const plain = (name: QualifiedName): NamedObject => ({ name, argumentTypes: undefined });
  if (node === undefined) return plain({ schema: undefined, name: "" });
  if ("RangeVar" in node) return plain(qualifiedName(node.RangeVar));
  if ("TypeName" in node) return plain(nameOfNodes(node.TypeName.names));
  if ("String" in node) return plain({ schema: undefined, name: node.String.sval ?? "" });
  if ("ObjectWithArgs" in node) {
    return { name: nameOfNodes(node.ObjectWithArgs.objname), argumentTypes: argumentTypes(node.ObjectWithArgs) };
  }
  if ("RoleSpec" in node) return plain({ schema: undefined, name: node.RoleSpec.rolename ?? "" });
  const [first] = itemsOf(node);
  if (first !== undefined && "TypeName" in first) return plain(nameOfNodes(first.TypeName.names));
  return plain(nameOfNodes(itemsOf(node)));
}

/** A part of a table, `table.trigger`, as a list of names: the table and the part. */
export function partOfTable(node: Node | undefined): { readonly table: QualifiedName; readonly part: string } {
  const items = itemsOf(node);
  const [first] = items;
  const last = stringsOf(items).at(-1) ?? "";
  if (first !== undefined && "TypeName" in first) return { table: nameOfNodes(first.TypeName.names), part: last };
  return { table: nameOfParts(stringsOf(items).slice(0, -1)), part: last };
}
