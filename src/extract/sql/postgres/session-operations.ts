import type { TransactionStmt, VacuumStmt, VariableSetStmt } from "libpg-query";
import type { QualifiedName } from "../../../model/name.ts";
import { common, relationsOf } from "./data-operations.ts";
import { qualifiedName } from "./names.ts";
import type { Draft, NodeContext } from "./node-context.ts";
import { kindOf, type Node, type NodeKind } from "./syntax-tree.ts";

const lockModes: readonly string[] = [
  "",
  "ACCESS SHARE",
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE",
];

/** Statements that change neither schema nor rows, with their tags. */
const commands: ReadonlyMap<NodeKind, string> = new Map([
  ["ExplainStmt", "EXPLAIN"],
  ["VariableShowStmt", "SHOW"],
  ["CheckPointStmt", "CHECKPOINT"],
  ["DiscardStmt", "DISCARD"],
  ["ListenStmt", "LISTEN"],
  ["NotifyStmt", "NOTIFY"],
  ["UnlistenStmt", "UNLISTEN"],
  ["PrepareStmt", "PREPARE"],
  ["ExecuteStmt", "EXECUTE"],
  ["DeallocateStmt", "DEALLOCATE"],
  ["DeclareCursorStmt", "DECLARE CURSOR"],
  ["FetchStmt", "FETCH"],
  ["ClosePortalStmt", "CLOSE"],
  ["LoadStmt", "LOAD"],
  ["ConstraintsSetStmt", "SET CONSTRAINTS"],
]);

/** The operations of a statement about the session: transactions, settings, locks, maintenance; `undefined` for any other. */
export function sessionOperations(node: Node, context: NodeContext): readonly Draft[] | undefined {
  if ("TransactionStmt" in node) return [transaction(node.TransactionStmt, context)];
  if ("VariableSetStmt" in node) return [setting(node.VariableSetStmt, context)];
  if ("VacuumStmt" in node) return vacuum(node.VacuumStmt, context);
  if ("LockStmt" in node) {
    const { relations, mode = 8 } = node.LockStmt;
    return [{ kind: "lock-table", ...common(context), tables: relationsOf(relations), mode: lockModes[mode] ?? "" }];
  }
  if ("ClusterStmt" in node) {
    const target = node.ClusterStmt.relation === undefined ? undefined : qualifiedName(node.ClusterStmt.relation);
    return [notSchema("CLUSTER", target, false, context)];
  }
  const kind = kindOf(node);
  const command = kind === undefined ? undefined : commands.get(kind);
  return command === undefined ? undefined : [notSchema(command, undefined, false, context)];
}

/** A statement that changes nothing that a contract states. */
function notSchema(command: string, target: QualifiedName | undefined, full: boolean, context: NodeContext): Draft {
  return { kind: "not-schema", ...common(context), command, target, full, query: undefined };
}

function transaction({ kind = "TRANS_STMT_BEGIN" }: TransactionStmt, context: NodeContext): Draft {
  switch (kind) {
    case "TRANS_STMT_BEGIN":
    case "TRANS_STMT_START":
      return { kind: "begin", ...common(context) };
    case "TRANS_STMT_COMMIT":
    case "TRANS_STMT_PREPARE":
    case "TRANS_STMT_COMMIT_PREPARED":
      return { kind: "commit", ...common(context) };
    case "TRANS_STMT_ROLLBACK":
    case "TRANS_STMT_ROLLBACK_PREPARED":
      return { kind: "rollback", ...common(context) };
    case "TRANS_STMT_SAVEPOINT":
    case "TRANS_STMT_RELEASE":
    case "TRANS_STMT_ROLLBACK_TO":
      return { kind: "savepoint", ...common(context) };
  }
}

function setting({ kind, name = "", is_local: local }: VariableSetStmt, context: NodeContext): Draft {
  const reset = kind === "VAR_RESET" || kind === "VAR_RESET_ALL" || kind === "VAR_SET_DEFAULT";
  return {
    kind: "set-parameter",
    ...common(context),
    parameter: kind === "VAR_RESET_ALL" ? "all" : name.toLowerCase(),
    value: reset ? undefined : settingText(context.statement.text),
    local: local === true,
  };
}

/** What stands behind `=`, `TO`, or the parameter's words. */
function settingText(statement: string): string {
  const assigned = /^SET\s+(?:(?:LOCAL|SESSION)\s+)?[^\s=']+\s*(?:=|\bTO\b)\s*(.*)$/is.exec(statement);
  const words = /^SET\s+(?:(?:LOCAL|SESSION)\s+)?(?:TIME\s+ZONE|SESSION\s+AUTHORIZATION|XML\s+OPTION|\w+)\s+(.*)$/is;
  return (assigned ?? words.exec(statement))?.[1]?.trim() ?? statement;
}

function vacuum({ options, rels, is_vacuumcmd: isVacuum }: VacuumStmt, context: NodeContext): readonly Draft[] {
  const full = (options ?? []).some(
    (option) => "DefElem" in option && option.DefElem.defname === "full" && !isOff(option.DefElem.arg),
  );
  const targets = (rels ?? []).flatMap((rel) =>
    "VacuumRelation" in rel && rel.VacuumRelation.relation !== undefined
      ? [qualifiedName(rel.VacuumRelation.relation)]
      : [],
  );
  const command = isVacuum === true ? "VACUUM" : "ANALYZE";
  return (targets.length === 0 ? [undefined] : targets).map((target) => notSchema(command, target, full, context));
}

function isOff(node: Node | undefined): boolean {
  if (node === undefined) return false;
  if ("String" in node) return /^(?:off|false|0)$/i.test(node.String.sval ?? "");
  if ("Boolean" in node) return node.Boolean.boolval !== true;
  return "Integer" in node && (node.Integer.ival ?? 0) === 0;
}
