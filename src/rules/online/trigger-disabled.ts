import type { AppliedMigration } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isNewTable } from "../destructive/made-here.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";

/** What a trigger keeps true is not kept while it is off, and nobody goes back over what was written meanwhile. */
export const triggerDisabled = defineRule({
  id: "trigger-disabled",
  on: ["set-trigger-enabled", "set-rule-enabled"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of triggers and rules that are switched off for everybody",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the trigger is being retired, and nothing relies on it any more.",
  mend: ["lock-timeout"],
  examples: {
    invalid: [
      "ALTER TABLE users DISABLE TRIGGER ALL;",
      "ALTER TABLE orders DISABLE TRIGGER check_total;",
      "ALTER TABLE orders DISABLE RULE no_delete;",
      {
        title: "Off for all writers in between",
        migration:
          "BEGIN;\nALTER TABLE users DISABLE TRIGGER USER;\nCOMMIT;\nUPDATE users SET name = 'a' WHERE id = 1;\nALTER TABLE users ENABLE TRIGGER USER;",
      },
    ],
    valid: [
      {
        title: "On again before anybody else may write",
        migration:
          "BEGIN;\nALTER TABLE users DISABLE TRIGGER USER;\nUPDATE users SET name = 'a' WHERE id = 1;\nALTER TABLE users ENABLE TRIGGER USER;\nCOMMIT;",
      },
      {
        title: "The same in the tool's transaction",
        migration: "ALTER TABLE users DISABLE TRIGGER note;\nALTER TABLE users ENABLE TRIGGER note;",
      },
      {
        title: "All are on again",
        migration: "ALTER TABLE users DISABLE TRIGGER note;\nALTER TABLE users ENABLE TRIGGER ALL;",
      },
      "ALTER TABLE users ENABLE TRIGGER note;",
      "ALTER TABLE orders ENABLE ALWAYS RULE no_delete;",
      {
        title: "A rule that is on again at once",
        migration: "ALTER TABLE orders DISABLE RULE no_delete;\nALTER TABLE orders ENABLE RULE no_delete;",
      },
      "ALTER TABLE users ENABLE ALWAYS TRIGGER note;",
      {
        title: "A table of this pull request",
        migration: "CREATE TABLE notes (id integer);\nALTER TABLE notes DISABLE TRIGGER ALL;",
      },
    ],
  },

  *check(operation, context, { step, migration }) {
    const { table, enabled } = operation;
    const { noun, name = "" } = switched(operation);
    if (enabled !== "disabled" && enabled !== "replica") return;
    if (isNewTable(context, operation, table, step.before) || isSwitchedOn(operation, migration)) return;
    const key = keyOf(table);
    const own = name === "" ? "ALL" : sqlName(name, "postgresql");
    const enable = `ALTER TABLE ${sqlQualifiedName(table, "postgresql")} ENABLE ${noun.toUpperCase()} ${own};`;
    yield {
      at: operation.at,
      subject: `${key} ${name === "" ? "ALL" : name}`,
      data: { table: key, noun, name, enable },
      lock: context.locks.get(operation)?.find((lock) => lock.table === key),
    };
  },

  explain: ({ table, noun, name, enable }) => ({
    what: `${name === "" ? "All triggers" : `The ${noun} ${code(name)}`} of ${code(table)} ${name === "" ? "are" : "is"} switched off, for every writer.`,
    why: `What ${name === "" ? "they check and keep, foreign keys included with ALL," : "it checks and keeps"} no longer holds for rows written from then on, and switching it on again looks at none of them.`,
    fix: `Switch it on again in the same transaction, where the lock keeps other writers out: ${code(enable, 200)}. To be rid of it, drop it and say so in the contract.`,
  }),
});

type Switch = OperationOf<"set-trigger-enabled" | "set-rule-enabled">;

/** What is switched; without a name all triggers are. */
function switched(operation: Switch): { readonly noun: string; readonly name: string | undefined } {
  return operation.kind === "set-rule-enabled"
    ? { noun: "rule", name: operation.rule }
    : { noun: "trigger", name: operation.trigger };
}

/** Whether a later statement of the same transaction switches it on again. */
function isSwitchedOn(off: Switch, { steps }: AppliedMigration): boolean {
  const { transaction, inTransaction } = off.statement;
  const at = steps.findIndex(({ operation }) => operation === off);
  return (
    inTransaction &&
    steps
      .slice(at + 1)
      .some(
        ({ operation }) =>
          operation.kind === off.kind &&
          operation.statement.transaction === transaction &&
          (operation.enabled === "origin" || operation.enabled === "always") &&
          keyOf(operation.table) === keyOf(off.table) &&
          [undefined, switched(off).name].includes(switched(operation).name),
      )
  );
}
