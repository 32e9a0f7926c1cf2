import type { AlterTableStmt, AlterTableType, ObjectType, TypeName } from "libpg-query";
import type { Operation } from "../../../model/operation.ts";
import type { Trigger } from "../../../model/schema.ts";
import { type AlterClause, alterClauses } from "./alter-clause.ts";
import { alterColumn } from "./alter-column.ts";
import { readConstraint } from "./constraints.ts";
import { printBound } from "./create-table.ts";
import { readTypeName } from "./data-type.ts";
import { qualifiedName } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { objectWords } from "./object-kinds.ts";
import { optionText } from "./statement-options.ts";
import { itemsOf } from "./syntax-tree.ts";

type Read = (clause: AlterClause, context: NodeContext) => Operation;

/** How the clauses of `ALTER TABLE` read that are about the table; those about a column are in `alterColumn`. */
const tableClauses: Readonly<Partial<Record<AlterTableType, Read>>> = {
  AT_AddConstraint: addConstraint,
  AT_DropConstraint: ({ command: { name: constraint = "", behavior }, name, on }) => ({
    kind: "drop-constraint",
    ...on,
    table: name,
    constraint,
    cascade: behavior === "DROP_CASCADE",
  }),
  AT_ValidateConstraint: ({ command: { name: constraint = "" }, name, on }) => ({
    kind: "validate-constraint",
    ...on,
    table: name,
    constraint,
  }),
  AT_AlterConstraint: alterConstraint,
  AT_SetLogged: ({ name, on }) => ({ kind: "set-persistence", ...on, table: name, persistence: "permanent" }),
  AT_SetUnLogged: ({ name, on }) => ({ kind: "set-persistence", ...on, table: name, persistence: "unlogged" }),
  AT_AddInherit: inheritance(true),
  AT_DropInherit: inheritance(false),
  AT_AttachPartition: attachPartition,
  AT_DetachPartition: detachPartition,
  AT_DetachPartitionFinalize: detachPartition,
  AT_EnableRowSecurity: rowSecurity("enable"),
  AT_DisableRowSecurity: rowSecurity("disable"),
  AT_ForceRowSecurity: rowSecurity("force"),
  AT_NoForceRowSecurity: rowSecurity("no force"),
  AT_ReplicaIdentity: replicaIdentity,
  AT_EnableTrig: triggerState("origin"),
  AT_EnableAlwaysTrig: triggerState("always"),
  AT_EnableReplicaTrig: triggerState("replica"),
  AT_DisableTrig: triggerState("disabled"),
  AT_EnableTrigAll: triggerState("origin"),
  AT_DisableTrigAll: triggerState("disabled"),
  AT_EnableTrigUser: triggerState("origin"),
  AT_DisableTrigUser: triggerState("disabled"),
  AT_ChangeOwner: other("TABLE"),
  AT_AddOf: other("TABLE"),
  AT_DropOf: other("TABLE"),
  AT_EnableRule: ruleState("origin"),
  AT_EnableAlwaysRule: ruleState("always"),
  AT_EnableReplicaRule: ruleState("replica"),
  AT_DisableRule: ruleState("disabled"),
};

/** `ALTER TABLE`, `INDEX`, `VIEW`, `SEQUENCE`, `TYPE` with clauses: one operation for each clause. */
export function alterRelation(statement: AlterTableStmt, context: NodeContext): readonly Operation[] {
  const read = readers[statement.objtype ?? "OBJECT_TABLE"] ?? other(objectWords(statement.objtype));
  return alterClauses(statement, context).map((clause) => read(clause, context));
}

const readers: Readonly<Partial<Record<ObjectType, Read>>> = {
  OBJECT_TABLE: (clause, context) => {
    const read = tableClauses[clause.command.subtype ?? "AT_AddColumn"];
    return read?.(clause, context) ?? alterColumn(clause, context) ?? storage(clause);
  },
  OBJECT_INDEX: alterIndex,
  OBJECT_VIEW: alterView("VIEW"),
  OBJECT_MATVIEW: alterView("MATERIALIZED VIEW"),
  OBJECT_TYPE: alterComposite,
  // A foreign table's rows lie elsewhere; that its readers lose a column is all that is the same.
  OBJECT_FOREIGN_TABLE: (clause, context) =>
    (clause.command.subtype === "AT_DropColumn" ? alterColumn(clause, context) : undefined) ??
    other("FOREIGN TABLE")(clause, context),
};

function storage({ name, action, on }: AlterClause): Operation {
  return { kind: "alter-table-storage", ...on, table: name, action };
}

function other(words: string): Read {
  return ({ name, on }) => ({ kind: "other-ddl", ...on, command: `ALTER ${words}`, name });
}

function addConstraint(clause: AlterClause, context: NodeContext): Operation {
  const { def } = clause.command;
  const constraint = def !== undefined && "Constraint" in def ? readConstraint(def.Constraint, context) : undefined;
  if (constraint === undefined || def === undefined || !("Constraint" in def)) return storage(clause);
  const usingIndex = def.Constraint.indexname;
  return { kind: "add-constraint", ...clause.on, table: clause.name, constraint, usingIndex };
}

function alterConstraint(clause: AlterClause): Operation {
  const { def } = clause.command;
  if (def === undefined || !("ATAlterConstraint" in def)) return storage(clause);
  const change = def.ATAlterConstraint;
  const deferral =
    change.deferrable !== true
      ? "not deferrable"
      : change.initdeferred === true
        ? "initially deferred"
        : "initially immediate";
  return {
    kind: "alter-constraint",
    ...clause.on,
    table: clause.name,
    constraint: change.conname ?? "",
    deferral: change.alterDeferrability === true ? deferral : undefined,
    enforced: change.alterEnforceability === true ? change.is_enforced === true : undefined,
    inherit: change.alterInheritability === true ? change.noinherit !== true : undefined,
  };
}

function inheritance(inherit: boolean): Read {
  return (clause) => {
    const { def } = clause.command;
    if (def === undefined || !("RangeVar" in def)) return storage(clause);
    return { kind: "set-inheritance", ...clause.on, table: clause.name, parent: qualifiedName(def.RangeVar), inherit };
  };
}

function attachPartition(clause: AlterClause): Operation {
  const { def } = clause.command;
  if (def === undefined || !("PartitionCmd" in def)) return storage(clause);
  const { name: partition, bound } = def.PartitionCmd;
  return {
    kind: "attach-partition",
    ...clause.on,
    table: clause.name,
    partition: qualifiedName(partition),
    bound: printBound(bound ?? { is_default: true }),
  };
}

function detachPartition(clause: AlterClause): Operation {
  const { def } = clause.command;
  if (def === undefined || !("PartitionCmd" in def)) return storage(clause);
  const { name: partition, concurrent } = def.PartitionCmd;
  return {
    kind: "detach-partition",
    ...clause.on,
    table: clause.name,
    partition: qualifiedName(partition),
    concurrently: concurrent === true,
  };
}

function rowSecurity(change: "enable" | "disable" | "force" | "no force"): Read {
  return ({ name, on }) => ({ kind: "set-row-security", ...on, table: name, change });
}

function replicaIdentity(clause: AlterClause): Operation {
  const { def } = clause.command;
  const { identity_type: type = "d", name = "" } =
    def !== undefined && "ReplicaIdentityStmt" in def ? def.ReplicaIdentityStmt : {};
  const words: Readonly<Record<string, string>> = { d: "default", f: "full", n: "nothing", i: `using index ${name}` };
  return { kind: "set-replica-identity", ...clause.on, table: clause.name, identity: words[type] ?? type };
}

function triggerState(enabled: Trigger["enabled"]): Read {
  return ({ command, name, on }) => ({
    kind: "set-trigger-enabled",
    ...on,
    table: name,
    trigger: command.name,
    enabled,
  });
}

function ruleState(enabled: Trigger["enabled"]): Read {
  return ({ command: { name: rule = "" }, name, on }) => ({
    kind: "set-rule-enabled",
    ...on,
    table: name,
    rule,
    enabled,
  });
}

function alterIndex(clause: AlterClause, context: NodeContext): Operation {
  const { command, name, action, on } = clause;
  const { def } = command;
  if (command.subtype === "AT_AttachPartition" && def !== undefined && "PartitionCmd" in def) {
    return { kind: "attach-index", ...on, index: name, child: qualifiedName(def.PartitionCmd.name) };
  }
  if (command.subtype === "AT_ChangeOwner") return other("INDEX")(clause, context);
  return { kind: "alter-index-storage", ...on, index: name, action };
}

function alterView(words: string): Read {
  return (clause, context) => {
    const { command, name, action, on } = clause;
    if (command.subtype === "AT_ChangeOwner") return other(words)(clause, context);
    const isOptions = command.subtype === "AT_SetRelOptions" || command.subtype === "AT_ResetRelOptions";
    const options = isOptions ? itemsOf(command.def).map(optionText) : [];
    return { kind: "alter-view", ...on, view: name, action, options };
  };
}

function alterComposite(clause: AlterClause, context: NodeContext): Operation {
  const { command, name: type, on } = clause;
  const { def, name: attribute = "" } = command;
  const column = def !== undefined && "ColumnDef" in def ? def.ColumnDef : undefined;
  const dataType = (typeName: TypeName | undefined) => readTypeName(typeName ?? {}, context);
  switch (command.subtype) {
    case "AT_AddColumn":
      return {
        kind: "add-attribute",
        ...on,
        type,
        attribute: column?.colname ?? "",
        dataType: dataType(column?.typeName),
      };
    case "AT_DropColumn":
      return { kind: "drop-attribute", ...on, type, attribute, cascade: command.behavior === "DROP_CASCADE" };
    case "AT_AlterColumnType":
      return { kind: "alter-attribute-type", ...on, type, attribute, dataType: dataType(column?.typeName) };
    default:
      return other("TYPE")(clause, context);
  }
}
