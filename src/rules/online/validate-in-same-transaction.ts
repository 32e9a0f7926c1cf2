import type { AppliedMigration } from "../../model/comparison.ts";
import type { Lock } from "../../model/lock.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { sqlName } from "../sql-name.ts";
import { isSmallTable } from "../table-size.ts";
import { onNewTable, onSmallUsers } from "./harmless-examples.ts";
import { stoppingLocks } from "./held-locks.ts";
import { factsOf, lockSentence } from "./long-lock.ts";

const add = "ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '') NOT VALID;";
const validate = "ALTER TABLE users VALIDATE CONSTRAINT named;";

/** The lock of NOT VALID is kept until the transaction ends: validating within it gives nothing back. */
export const validateInSameTransaction = defineRule({
  id: "validate-in-same-transaction",
  on: ["validate-constraint"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of a constraint that is validated in the transaction that adds it",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the table is small or the application is stopped while the migration runs.",
  mend: ["not-valid-then-validate"],
  examples: {
    invalid: [
      `BEGIN;\n${add}\n${validate}\nCOMMIT;`,
      {
        title: "The tool's own transaction",
        head: {
          "db/migrations/20260401120000_named.sql": `-- migrate:up\n${add}\n${validate}\n\n-- migrate:down\nALTER TABLE users DROP CONSTRAINT named;\n`,
        },
      },
    ],
    valid: [
      `BEGIN;\n${add}\nCOMMIT;\nBEGIN;\n${validate}\nCOMMIT;`,
      {
        title: "In a later migration",
        head: {
          "migrations/0002_add.sql": `BEGIN;\n${add}\nCOMMIT;`,
          "migrations/0003_validate.sql": `BEGIN;\n${validate}\nCOMMIT;`,
        },
      },
      { title: "One that is there already", migration: "ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;" },
      onNewTable(
        "id integer",
        "BEGIN;\nALTER TABLE notes ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;\nALTER TABLE notes VALIDATE CONSTRAINT positive;\nCOMMIT;",
      ),
      onSmallUsers(`BEGIN;\n${add}\n${validate}\nCOMMIT;`),
    ],
  },

  *check(operation, context, { migration }) {
    const added = addedBefore(operation, migration);
    const kept = added === undefined ? undefined : keptLock(added, context);
    if (added === undefined || kept === undefined || isSmallTable(context, kept.table)) return;
    const lock: Lock = { ...kept, work: "scan", held: "held while all rows are validated" };
    yield {
      at: operation.at,
      related: [added.at],
      subject: `${lock.table} ${operation.constraint}`,
      data: { ...factsOf(lock, context), name: operation.constraint },
      lock,
    };
  },

  explain: ({ name, ...lock }) => ({
    what: `${code(name)} is validated in the transaction that adds it as NOT VALID.`,
    why: `Locks are kept until the transaction ends. ${lockSentence(lock)}`,
    fix: `Move ${code(`VALIDATE CONSTRAINT ${sqlName(name, "postgresql")}`)} into a migration of its own, which runs after this one has committed.`,
  }),
});

/** The operation of the same transaction that added the constraint. */
function addedBefore(
  { table, constraint, statement }: OperationOf<"validate-constraint">,
  { steps }: AppliedMigration,
): OperationOf<"add-constraint"> | undefined {
  if (!statement.inTransaction) return undefined;
  for (const { operation } of steps) {
    if (operation.kind !== "add-constraint" || operation.statement.index > statement.index) continue;
    const isSame = keyOf(operation.table) === keyOf(table) && operation.constraint.name === constraint;
    const isTogether = operation.statement.inTransaction && operation.statement.transaction === statement.transaction;
    if (isSame && isTogether && operation.at.path === statement.at.path) return operation;
  }
  return undefined;
}

function keptLock(operation: OperationOf<"add-constraint">, context: RuleContext): Lock | undefined {
  return stoppingLocks(context, operation).find(({ table }) => table === keyOf(operation.table));
}
