import type { AppliedMigration } from "../../model/comparison.ts";
import type { Lock } from "../../model/lock.ts";
import { keyOf } from "../../model/name.ts";
import type { Operation, OperationOf } from "../../model/operation.ts";
import type { SettingOf } from "../../model/rule-declaration.ts";
import type { RuleContext } from "../define-rule.ts";
import { isSchemaChange } from "../schema-changes.ts";
import { isToBeConcurrent } from "./concurrent-instead.ts";
import { stoppingLocks } from "./held-locks.ts";

type Timeout = "lock_timeout" | "statement_timeout";

/** The first statement that a timeout is missing before. */
type Unguarded = {
  readonly operation: Operation;
  /** The lock that readers or writers wait for, where one is known. */
  readonly lock: Lock | undefined;
  /** An index whose table nobody knows, but for which somebody waits all the same. */
  readonly index: string | undefined;
};

/** What a timeout is asked for before. */
export const beforeWhat = {
  default: "stopping-locks",
  choices: ["stopping-locks", "every-change"],
  meaning:
    "Before what it must be set: locks that stop reads or writes of tables which are there already, or every statement that changes the schema or may wait or work for long.",
} as const satisfies SettingOf;

/** The first statement of a migration that asks for such a timeout while the session has none, by the rule's setting `before`. */
export function statementWithoutTimeout(
  parameter: Timeout,
  applied: AppliedMigration,
  context: RuleContext,
): Unguarded | undefined {
  const everyChange = context.settings.text("before") === "every-change";
  let session = false;
  let localTo: number | undefined;
  for (const step of applied.steps) {
    const { operation } = step;
    const { inTransaction, transaction } = operation.statement;
    if (operation.kind === "set-parameter" && (operation.parameter === parameter || operation.parameter === "all")) {
      if (!operation.local) session = isOn(operation);
      else if (inTransaction) localTo = isOn(operation) ? transaction : undefined;
      continue;
    }
    if (session || (inTransaction && localTo === transaction)) continue;
    const [lock] = stoppingLocks(context, operation);
    const index = indexWaitedFor(operation, context);
    const asks =
      lock !== undefined || index !== undefined || (everyChange && mayTakeLong(operation, parameter, context));
    if (asks && (everyChange || !isToBeConcurrent(step, applied, context))) return { operation, lock, index };
  }
  return undefined;
}

/** An index that is rebuilt or dropped while its table waits, which is not known. */
function indexWaitedFor(operation: Operation, { locks }: RuleContext): string | undefined {
  if (operation.kind === "drop-index") {
    if (operation.concurrently || operation.guard !== undefined || locks.has(operation)) return undefined;
    return keyOf(operation.index);
  }
  if (operation.kind !== "reindex" || operation.scope !== "index" || operation.concurrently) return undefined;
  return operation.target === undefined || locks.has(operation) ? undefined : keyOf(operation.target);
}

/** Statements that change no schema and still wait for others, or work for long. */
const slowBesides: ReadonlySet<Operation["kind"]> = new Set([
  "alter-table-storage",
  "alter-column-storage",
  "alter-index-storage",
  "attach-index",
  "comment-on",
  "lock-table",
  "other-ddl",
  "refresh-view",
  "reindex",
  "set-replica-identity",
  "set-rule-enabled",
  "truncate",
  "validate-constraint",
  "validate-domain-constraint",
]);

/** What is built concurrently takes its time, stops nobody, and would leave an invalid index behind when it were given up. */
function mayTakeLong(operation: Operation, parameter: Timeout, { locks }: RuleContext): boolean {
  if (parameter === "statement_timeout" && "concurrently" in operation && operation.concurrently) return false;
  // A new table is made at once and waits for nobody, unless it is tied to others or filled by a query.
  if (operation.kind === "create-table") return operation.as !== undefined || locks.has(operation);
  if (operation.kind === "not-schema") return operation.command === "VACUUM" || operation.command === "CLUSTER";
  return isSchemaChange(operation) || slowBesides.has(operation.kind);
}

/** `0` waits for ever, and so does the default that RESET brings back. */
function isOn({ value }: OperationOf<"set-parameter">): boolean {
  return value !== undefined && !/^'?\s*0\s*(?:[a-z]+)?\s*'?$/i.test(value) && !/^default$/i.test(value);
}
