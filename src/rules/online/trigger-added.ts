import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isNewTable } from "../destructive/made-here.ts";
import { exampleBase } from "../example-base.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";

const routine = "CREATE OR REPLACE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n";
const onUsers = `${routine}CREATE OR REPLACE TRIGGER note BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION note();`;

/** From now on every writer of the table runs it too, in its own transaction. */
export const triggerAdded = defineRule({
  id: "trigger-added",
  on: ["create-trigger"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of triggers that are added to a table in use",
  dialects: ["postgresql", "mysql"],
  products: ["postgresql", "mysql", "mariadb"],
  whenToWaive: "When its cost for each written row is known and small; say how it was measured.",
  mend: ["lock-timeout", "split-migration"],
  examples: {
    invalid: [
      onUsers,
      `${routine}CREATE CONSTRAINT TRIGGER later AFTER INSERT ON orders DEFERRABLE FOR EACH ROW EXECUTE FUNCTION note();`,
    ],
    valid: [
      {
        title: "A table of this pull request",
        migration: `${routine}CREATE TABLE notes (id integer);\nCREATE TRIGGER note BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION note();`,
      },
      { title: "A function alone runs for nobody", migration: routine },
      {
        title: "It takes the place of itself",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md": (exampleBase["DATABASE_SCHEMA_CONTRACT.md"] ?? "").replace(
            "CREATE INDEX idx_users_email ON users (email);",
            "CREATE INDEX idx_users_email ON users (email);\nCREATE TRIGGER note BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION note();",
          ),
        },
        migration: onUsers,
      },
      { title: "It is dropped", migration: "DROP TRIGGER IF EXISTS note ON users;" },
      { title: "Another name", migration: "ALTER TRIGGER note ON users RENAME TO noted;" },
      {
        title: "A view has no writers of its own",
        migration: `${routine}CREATE TRIGGER note INSTEAD OF UPDATE ON paid_orders FOR EACH ROW EXECUTE FUNCTION note();`,
      },
    ],
  },

  *check(operation, context, { step }) {
    const { table, trigger } = operation;
    const key = keyOf(table);
    const { dialect } = context.engine;
    if (step.before.views.has(key) || isNewTable(context, operation, table, step.before)) return;
    const before = context.comparison.base.tables.get(context.comparison.renames.tables.get(key) ?? key);
    if (before?.triggers.some(({ name }) => name === trigger.name)) return;
    yield {
      at: operation.at,
      subject: `${key} ${trigger.name}`,
      data: {
        table: key,
        trigger: trigger.name,
        drop: `DROP TRIGGER ${sqlName(trigger.name, dialect)}${dialect === "postgresql" ? ` ON ${sqlQualifiedName(table, dialect)}` : ""};`,
        events: trigger.events.join(" or "),
        level: trigger.level,
        dialect,
      },
      lock: context.locks.get(operation)?.find((lock) => lock.table === key),
    };
  },

  explain: ({ table, trigger, events, level, dialect, drop }) => ({
    what: `The trigger ${code(trigger)} is added to ${code(table)}, and runs for each ${code(events)} ${level === "row" ? "of a row" : "statement"}.`,
    why: "Every writer pays for it in its own transaction and fails when it fails; until it is made, writers wait behind the lock.",
    fix: `Say in the migration's entry what it costs for each ${level}, and try it on real numbers. Make it ${dialect === "sqlite" ? "" : `under a short ${code(dialect === "mysql" ? "lock_wait_timeout" : "lock_timeout")}, `}in a migration of its own, and have the way back ready: ${code(drop, 200)}`,
  }),
});
