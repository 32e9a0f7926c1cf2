import type { Step } from "../../model/comparison.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { Query } from "../../model/schema.ts";
import type { RuleContext } from "../define-rule.ts";
import { isNewTable } from "../destructive/made-here.ts";
import { isSmallTable } from "../table-size.ts";
import { isByKey } from "./keyed-condition.ts";
import { clauseOf, withoutLiterals } from "./statement-clauses.ts";

/** The table over whose rows a statement goes in one sweep, as far as that may take long; `undefined` for any other. Who is written is who waits: a target of this pull request is nobody's. */
export function sweptTable({ operation, before }: Step, context: RuleContext): string | undefined {
  if (!isWrite(operation)) return undefined;
  // A dump of constants is long, and need not be searched.
  if (operation.kind === "insert" && readTables(operation.query, operation.table).length === 0) return undefined;
  const text = withoutLiterals(operation.statement.text);
  if (/\blimit\s+[\w$:(]/i.test(text)) return undefined;
  const swept =
    operation.kind === "update" || operation.kind === "delete" ? changed(operation, text) : source(operation, text);
  if (swept === undefined) return undefined;
  const key = keyOf(swept);
  if (isSmallTable(context, key)) return undefined;
  if (isByKey(operation.statement.text, before.tables.get(key), operation.statement.conditional)) return undefined;
  const isNew = [operation.table, swept].some((table) => isNewTable(context, operation, table, before));
  return isNew ? undefined : key;
}

type Write = OperationOf<"insert" | "update" | "delete" | "merge">;

function isWrite(operation: Step["operation"]): operation is Write {
  return ["insert", "update", "delete", "merge"].includes(operation.kind);
}

function changed({ batched, table }: OperationOf<"update" | "delete">, text: string): QualifiedName | undefined {
  return batched || /\b(?:from|using)\s*\(\s*values\b/i.test(text) ? undefined : table;
}

/** The first table that the rows come from; constants, and a look at whether a row is already there, are none. */
function source({ kind, query, table }: OperationOf<"insert" | "merge">, text: string): QualifiedName | undefined {
  const from = clauseOf(text, kind === "insert" ? "from" : "using");
  return from === undefined ? undefined : readTables(query, table).find(({ name }) => hasWord(from, name));
}

function readTables({ tables }: Query, target: QualifiedName): readonly QualifiedName[] {
  return tables.flatMap(({ table, access }) => (access === "read" || keyOf(table) !== keyOf(target) ? [table] : []));
}

function hasWord(text: string, word: string): boolean {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_$]+/u)
    .includes(word.toLowerCase());
}
