import type { CreatedbStmt, CreateExtensionStmt, CreateSchemaStmt } from "libpg-query";
import type { Operation } from "../../../model/operation.ts";
import type { NodeContext } from "./node-context.ts";
import { frame, ifNotExists } from "./operation-frame.ts";
import { roleName } from "./policies.ts";
import { isOn, optionOf, valueText } from "./statement-options.ts";
import type { Node } from "./syntax-tree.ts";

/** `CREATE SCHEMA`, and the statements within it, whose names belong to it; `read` reads those. */
export function createSchema(
  statement: CreateSchemaStmt,
  context: NodeContext,
  read: (node: Node) => readonly Operation[],
): readonly Operation[] {
  const { authrole, schemaElts = [], if_not_exists: missingOk } = statement;
  const schema = statement.schemaname ?? (authrole === undefined ? "" : roleName(authrole));
  return [
    { kind: "create-schema", ...frame(context, ifNotExists(missingOk)), schema },
    ...schemaElts.flatMap((node) => read(inSchema(node, schema))),
  ];
}

/** `CREATE EXTENSION`. */
export function createExtension(
  { extname: extension = "", options, if_not_exists: missingOk }: CreateExtensionStmt,
  context: NodeContext,
): readonly Operation[] {
  const schema = valueText(optionOf(options, "schema")?.arg);
  return [
    {
      kind: "create-extension",
      ...frame(context, ifNotExists(missingOk)),
      extension,
      schema: schema === "public" ? undefined : schema,
      cascade: isOn(optionOf(options, "cascade")),
    },
  ];
}

/** `CREATE DATABASE`. */
export function createDatabase({ dbname: database = "" }: CreatedbStmt, context: NodeContext): readonly Operation[] {
  return [{ kind: "create-database", ...frame(context), database }];
}

/** What stands inside of `CREATE SCHEMA` is made there. */
function inSchema(node: Node, schemaname: string): Node {
  if ("CreateStmt" in node) {
    return { CreateStmt: { ...node.CreateStmt, relation: { schemaname, ...node.CreateStmt.relation } } };
  }
  if ("ViewStmt" in node) return { ViewStmt: { ...node.ViewStmt, view: { schemaname, ...node.ViewStmt.view } } };
  if ("IndexStmt" in node) {
    return { IndexStmt: { ...node.IndexStmt, relation: { schemaname, ...node.IndexStmt.relation } } };
  }
  if ("CreateSeqStmt" in node) {
    return { CreateSeqStmt: { ...node.CreateSeqStmt, sequence: { schemaname, ...node.CreateSeqStmt.sequence } } };
  }
  if ("CreateTrigStmt" in node) {
    return { CreateTrigStmt: { ...node.CreateTrigStmt, relation: { schemaname, ...node.CreateTrigStmt.relation } } };
  }
  return node;
}
