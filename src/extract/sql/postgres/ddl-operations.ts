import type { Operation } from "../../../model/operation.ts";
import { alterRelation } from "./alter-table.ts";
import { commentOn, defaultPrivileges, grantPrivileges, grantRoles } from "./comments-and-grants.ts";
import { createTable, createTableAs, selectInto } from "./create-table.ts";
import { dropDatabase, dropObjects } from "./drop-statements.ts";
import { createIndex, reindex } from "./indexes.ts";
import type { NodeContext } from "./node-context.ts";
import { defineObject, isOtherKind, type OtherKind, otherDdl } from "./other-ddl.ts";
import { alterPolicy, createPolicy } from "./policies.ts";
import { changeOwner, moveToSchema, renameObject } from "./rename-statements.ts";
import { alterRoutine, createRoutine } from "./routines.ts";
import { createDatabase, createExtension, createSchema } from "./schemas-and-extensions.ts";
import { alterSequence, createSequence } from "./sequences.ts";
import { kindOf, type Node, type NodeKind, type NodeOf } from "./syntax-tree.ts";
import { createTrigger } from "./triggers.ts";
import { alterDomain, alterEnum, createComposite, createDomain, createEnum, createRange } from "./types.ts";
import { createMaterializedView, createView, refreshView } from "./views.ts";

type StatementKind = Exclude<
  Extract<NodeKind, `${string}Stmt`>,
  "RawStmt" | "SetOperationStmt" | "ReturnStmt" | "PLAssignStmt" | "ReplicaIdentityStmt"
>;
type Read<K extends StatementKind> = (fields: NodeOf<K>, context: NodeContext) => readonly Operation[] | undefined;

/** Read elsewhere: statements about rows, transactions and the session. */
const notDdl = (): undefined => undefined;

/** Every kind of statement that the grammar knows; a kind that a new version adds does not compile until it is placed here. */
const readers: { readonly [K in Exclude<StatementKind, OtherKind>]: Read<K> } = {
  AlterDefaultPrivilegesStmt: defaultPrivileges,
  AlterDomainStmt: alterDomain,
  AlterEnumStmt: alterEnum,
  AlterFunctionStmt: alterRoutine,
  AlterObjectSchemaStmt: moveToSchema,
  AlterOwnerStmt: changeOwner,
  AlterPolicyStmt: alterPolicy,
  AlterSeqStmt: alterSequence,
  AlterTableStmt: alterRelation,
  CallStmt: notDdl,
  CheckPointStmt: notDdl,
  ClosePortalStmt: notDdl,
  ClusterStmt: notDdl,
  CommentStmt: commentOn,
  CompositeTypeStmt: createComposite,
  ConstraintsSetStmt: notDdl,
  CopyStmt: notDdl,
  CreateDomainStmt: createDomain,
  CreateEnumStmt: createEnum,
  CreateExtensionStmt: createExtension,
  CreateFunctionStmt: createRoutine,
  CreatePolicyStmt: createPolicy,
  CreateRangeStmt: createRange,
  CreateSchemaStmt: (statement, context) =>
    createSchema(statement, context, (node) => ddlOperations(node, context) ?? []),
  CreateSeqStmt: createSequence,
  CreateStmt: createTable,
  CreateTableAsStmt: (statement, context) =>
    statement.objtype === "OBJECT_MATVIEW"
      ? createMaterializedView(statement, context)
      : createTableAs(statement, context),
  CreateTrigStmt: createTrigger,
  CreatedbStmt: createDatabase,
  DeallocateStmt: notDdl,
  DeclareCursorStmt: notDdl,
  DefineStmt: defineObject,
  DeleteStmt: notDdl,
  DiscardStmt: notDdl,
  DoStmt: notDdl,
  DropStmt: dropObjects,
  DropdbStmt: dropDatabase,
  ExecuteStmt: notDdl,
  ExplainStmt: notDdl,
  FetchStmt: notDdl,
  GrantRoleStmt: grantRoles,
  GrantStmt: grantPrivileges,
  IndexStmt: createIndex,
  InsertStmt: notDdl,
  ListenStmt: notDdl,
  LoadStmt: notDdl,
  LockStmt: notDdl,
  MergeStmt: notDdl,
  NotifyStmt: notDdl,
  PrepareStmt: notDdl,
  RefreshMatViewStmt: refreshView,
  ReindexStmt: reindex,
  RenameStmt: renameObject,
  SelectStmt: selectInto,
  TransactionStmt: notDdl,
  TruncateStmt: notDdl,
  UnlistenStmt: notDdl,
  UpdateStmt: notDdl,
  VacuumStmt: notDdl,
  VariableSetStmt: notDdl,
  VariableShowStmt: notDdl,
  ViewStmt: createView,
};

/** The operations of a statement that changes the schema, in the order of its clauses; `undefined` where it does not. */
export function ddlOperations(node: Node, context: NodeContext): readonly Operation[] | undefined {
  const kind = kindOf(node);
  if (kind === undefined) return undefined;
  const fields: unknown = (node as Readonly<Record<string, unknown>>)[kind];
  if (isOtherKind(kind)) return otherDdl(kind, fields, context);
  const read = (
    readers as Readonly<
      Partial<Record<NodeKind, (fields: unknown, context: NodeContext) => readonly Operation[] | undefined>>
    >
  )[kind];
  return read?.(fields, context);
}
