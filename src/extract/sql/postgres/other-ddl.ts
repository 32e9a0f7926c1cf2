import type { DefineStmt } from "libpg-query";
import type { QualifiedName } from "../../../model/name.ts";
import type { Operation } from "../../../model/operation.ts";
import { nameOfNodes, qualifiedName } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { namedObject, objectWords } from "./object-kinds.ts";
import { frame, ifExists, ifNotExists, orReplace } from "./operation-frame.ts";
import { createAggregate } from "./routines.ts";
import type { Node, NodeKind, NodeOf } from "./syntax-tree.ts";

/** Statements that change nothing a contract states: their tag, and where the name stands. */
const others = {
  AlterCollationStmt: (fields) => ["ALTER COLLATION", nameOfNodes(fields.collname)],
  AlterDatabaseRefreshCollStmt: (fields) => ["ALTER DATABASE", plain(fields.dbname)],
  AlterDatabaseSetStmt: (fields) => ["ALTER DATABASE", plain(fields.dbname)],
  AlterDatabaseStmt: (fields) => ["ALTER DATABASE", plain(fields.dbname)],
  AlterEventTrigStmt: (fields) => ["ALTER EVENT TRIGGER", plain(fields.trigname)],
  AlterExtensionContentsStmt: (fields) => ["ALTER EXTENSION", plain(fields.extname)],
  AlterExtensionStmt: (fields) => ["ALTER EXTENSION", plain(fields.extname)],
  AlterFdwStmt: (fields) => ["ALTER FOREIGN DATA WRAPPER", plain(fields.fdwname)],
  AlterForeignServerStmt: (fields) => ["ALTER SERVER", plain(fields.servername)],
  AlterObjectDependsStmt: (fields) => [
    `ALTER ${objectWords(fields.objectType)}`,
    fields.relation === undefined ? namedObject(fields.object).name : qualifiedName(fields.relation),
  ],
  AlterOpFamilyStmt: (fields) => ["ALTER OPERATOR FAMILY", nameOfNodes(fields.opfamilyname)],
  AlterOperatorStmt: (fields) => ["ALTER OPERATOR", nameOfNodes(fields.opername?.objname)],
  AlterPublicationStmt: (fields) => ["ALTER PUBLICATION", plain(fields.pubname)],
  AlterRoleSetStmt: (fields) => ["ALTER ROLE", plain(fields.role?.rolename)],
  AlterRoleStmt: (fields) => ["ALTER ROLE", plain(fields.role?.rolename)],
  AlterStatsStmt: (fields) => ["ALTER STATISTICS", nameOfNodes(fields.defnames)],
  AlterSubscriptionStmt: (fields) => ["ALTER SUBSCRIPTION", plain(fields.subname)],
  AlterSystemStmt: (fields) => ["ALTER SYSTEM", plain(fields.setstmt?.name)],
  AlterTSConfigurationStmt: (fields) => ["ALTER TEXT SEARCH CONFIGURATION", nameOfNodes(fields.cfgname)],
  AlterTSDictionaryStmt: (fields) => ["ALTER TEXT SEARCH DICTIONARY", nameOfNodes(fields.dictname)],
  AlterTableMoveAllStmt: (fields) => ["ALTER TABLE", plain(fields.orig_tablespacename)],
  AlterTableSpaceOptionsStmt: (fields) => ["ALTER TABLESPACE", plain(fields.tablespacename)],
  AlterTypeStmt: (fields) => ["ALTER TYPE", nameOfNodes(fields.typeName)],
  AlterUserMappingStmt: (fields) => ["ALTER USER MAPPING", plain(fields.servername)],
  CreateAmStmt: (fields) => ["CREATE ACCESS METHOD", plain(fields.amname)],
  CreateCastStmt: (fields) => ["CREATE CAST", nameOfNodes(fields.sourcetype?.names)],
  CreateConversionStmt: (fields) => ["CREATE CONVERSION", nameOfNodes(fields.conversion_name)],
  CreateEventTrigStmt: (fields) => ["CREATE EVENT TRIGGER", plain(fields.trigname)],
  CreateFdwStmt: (fields) => ["CREATE FOREIGN DATA WRAPPER", plain(fields.fdwname)],
  CreateForeignServerStmt: (fields) => ["CREATE SERVER", plain(fields.servername)],
  CreateForeignTableStmt: (fields) => ["CREATE FOREIGN TABLE", qualifiedName(fields.base?.relation)],
  CreateOpClassStmt: (fields) => ["CREATE OPERATOR CLASS", nameOfNodes(fields.opclassname)],
  CreateOpFamilyStmt: (fields) => ["CREATE OPERATOR FAMILY", nameOfNodes(fields.opfamilyname)],
  CreatePLangStmt: (fields) => ["CREATE LANGUAGE", plain(fields.plname)],
  CreatePublicationStmt: (fields) => ["CREATE PUBLICATION", plain(fields.pubname)],
  CreateRoleStmt: (fields) => ["CREATE ROLE", plain(fields.role)],
  CreateStatsStmt: (fields) => ["CREATE STATISTICS", nameOfNodes(fields.defnames)],
  CreateSubscriptionStmt: (fields) => ["CREATE SUBSCRIPTION", plain(fields.subname)],
  CreateTableSpaceStmt: (fields) => ["CREATE TABLESPACE", plain(fields.tablespacename)],
  CreateTransformStmt: (fields) => ["CREATE TRANSFORM", nameOfNodes(fields.type_name?.names)],
  CreateUserMappingStmt: (fields) => ["CREATE USER MAPPING", plain(fields.servername)],
  DropOwnedStmt: (fields) => ["DROP OWNED", firstName(fields.roles)],
  DropRoleStmt: (fields) => ["DROP ROLE", firstName(fields.roles)],
  DropSubscriptionStmt: (fields) => ["DROP SUBSCRIPTION", plain(fields.subname)],
  DropTableSpaceStmt: (fields) => ["DROP TABLESPACE", plain(fields.tablespacename)],
  DropUserMappingStmt: (fields) => ["DROP USER MAPPING", plain(fields.servername)],
  ImportForeignSchemaStmt: (fields) => ["IMPORT FOREIGN SCHEMA", plain(fields.local_schema)],
  ReassignOwnedStmt: (fields) => ["REASSIGN OWNED", firstName(fields.roles)],
  RuleStmt: (fields) => ["CREATE RULE", plain(fields.rulename)],
  SecLabelStmt: (fields) => ["SECURITY LABEL", namedObject(fields.object).name],
} satisfies { readonly [K in NodeKind]?: (fields: NodeOf<K>) => readonly [string, QualifiedName] };

/** The statements that change nothing a contract states. */
export type OtherKind = keyof typeof others;

/** Whether a statement is one of them. */
export function isOtherKind(kind: NodeKind): kind is OtherKind {
  return kind in others;
}

/** The operation of a statement that changes nothing a contract states. */
export function otherDdl(kind: OtherKind, fields: unknown, context: NodeContext): readonly Operation[] {
  const describe = others[kind] as (fields: unknown) => readonly [string, QualifiedName];
  const [command, name] = describe(fields);
  const {
    if_not_exists: ifNot,
    missing_ok: missingOk,
    replace,
  } = fields as Readonly<Record<string, boolean | undefined>>;
  const guard = ifNotExists(ifNot) ?? ifExists(missingOk) ?? orReplace(replace);
  return [{ kind: "other-ddl", ...frame(context, guard), command, name }];
}

/** `CREATE AGGREGATE`, and what shares its node: operators, collations, text search objects, base types. */
export function defineObject(statement: DefineStmt, context: NodeContext): readonly Operation[] {
  const { kind, defnames, if_not_exists: missingOk, replace } = statement;
  if (kind === "OBJECT_AGGREGATE") return createAggregate(statement, context);
  const on = frame(context, ifNotExists(missingOk) ?? orReplace(replace));
  const name = nameOfNodes(defnames);
  if (kind === "OBJECT_TYPE") return [{ kind: "create-base-type", ...on, type: name }];
  return [{ kind: "other-ddl", ...on, command: `CREATE ${objectWords(kind)}`, name }];
}

function plain(name: string | undefined): QualifiedName {
  return { schema: undefined, name: name ?? "" };
}

function firstName(nodes: readonly Node[] | undefined): QualifiedName {
  return namedObject(nodes?.[0]).name;
}
