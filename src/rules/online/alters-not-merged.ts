import type { Step } from "../../model/comparison.ts";
import type { Lock } from "../../model/lock.ts";
import { keyOf } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { changedMigrations } from "../changed-migrations.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { isSmallTable } from "../table-size.ts";
import { contractWithRows } from "./example-sizes.ts";
import { stoppingLocks } from "./held-locks.ts";
import { serverAlone } from "./mysql-shop.ts";

const widen = "ALTER TABLE orders ALTER COLUMN id TYPE bigint;\nALTER TABLE orders ALTER COLUMN user_id TYPE bigint;";

/** One ALTER TABLE goes through the rows once for all its clauses. */
export const altersNotMerged = defineRule({
  id: "alters-not-merged",
  on: "pull-request",
  section: "Online-Safe Patterns",
  severity: "info",
  summary: "Point out statements that each go through one table, and could do so once",
  dialects: ["postgresql", "mysql"],
  products: ["postgresql", "mysql", "mariadb"],
  whenToWaive: "When the statements must be apart, such as to be tried again one by one.",
  mend: ["raw-sql"],
  examples: {
    invalid: [
      { title: "Rewritten twice", migration: widen },
      {
        title: "Read twice",
        migration:
          "ALTER TABLE users ALTER COLUMN name SET NOT NULL;\nALTER TABLE users ADD CONSTRAINT a CHECK (name <> '');",
      },
      {
        title: "Each waits for its turn, and MySQL counts each as a version of the rows",
        base: serverAlone("MySQL", "8.4"),
        migration: "ALTER TABLE users ADD COLUMN phone varchar(40);\nALTER TABLE users ADD COLUMN fax varchar(40);",
      },
      {
        title: "Copied twice, with another table between",
        base: serverAlone("MySQL", "8.4"),
        migration:
          "ALTER TABLE users MODIFY name varchar(20);\nALTER TABLE orders ADD COLUMN note text;\nALTER TABLE users MODIFY email varchar(600) NOT NULL;",
      },
    ],
    valid: [
      { title: "Once", migration: "ALTER TABLE orders ALTER COLUMN id TYPE bigint, ALTER COLUMN user_id TYPE bigint;" },
      {
        title: "Two tables",
        migration: "ALTER TABLE orders ALTER COLUMN id TYPE bigint;\nALTER TABLE users ALTER COLUMN id TYPE bigint;",
      },
      {
        title: "Both in an instant",
        migration: "ALTER TABLE users ADD COLUMN phone text;\nALTER TABLE users ADD COLUMN fax text;",
      },
      {
        title: "Two foreign keys are two searches in any case",
        migration:
          "ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);\nALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES users (id);",
      },
      {
        title: "Something stands between",
        migration: widen.replace("\n", "\nUPDATE orders SET total = 0 WHERE id = 1;\n"),
      },
      {
        title: "One statement, on MySQL",
        base: serverAlone("MySQL", "8.4"),
        migration: "ALTER TABLE users ADD COLUMN phone varchar(40), ADD COLUMN fax varchar(40);",
      },
      {
        title: "The rows are filled between",
        base: serverAlone("MySQL", "8.4"),
        migration:
          "ALTER TABLE users ADD COLUMN phone varchar(40);\nUPDATE users SET phone = '' WHERE id = 1;\nALTER TABLE users MODIFY phone varchar(40) NOT NULL;",
      },
      {
        title: "A table of this pull request, on MySQL",
        base: serverAlone("MySQL", "8.4"),
        migration:
          "CREATE TABLE notes (id int PRIMARY KEY);\nALTER TABLE notes ADD COLUMN a int;\nALTER TABLE notes ADD COLUMN b int;",
      },
      {
        title: "What must not be done in one, as each demands another way",
        base: serverAlone("MySQL", "8.4"),
        migration:
          "ALTER TABLE users ADD COLUMN phone varchar(40), ALGORITHM=INSTANT;\nALTER TABLE users ADD INDEX idx_users_created_at (created_at), ALGORITHM=INPLACE, LOCK=NONE;",
      },
      {
        title: "A table that the contract calls small",
        base: contractWithRows("orders", "500 rows"),
        migration: widen,
      },
    ],
  },

  *check(context) {
    for (const { steps } of changedMigrations(context)) {
      for (const { first, second, table, passes } of runs(steps, context)) {
        yield {
          at: second.operation.at,
          related: [first.operation.at],
          subject: table,
          data: {
            table,
            sql: sqlOf(second, context),
            passes,
            work: workOf(first, second),
            product: context.engine.product,
          },
          lock: second,
        };
      }
    }
  },

  explain: ({ table, sql, passes, work, product }) => ({
    what: `${passes} statements${product === "postgresql" ? " in a row" : ""} each ${workWords[work]} ${code(table)}.`,
    why:
      product === "postgresql"
        ? "Readers and writers wait for each of them; as clauses of one statement they would be done in one pass."
        : `Each waits until no transaction uses the table, and everybody who comes after waits with it.${work === "none" && product === "mysql" ? " Of changes done in an instant MySQL keeps 64 versions of the rows, then the table must be written anew; clauses of one statement count once." : ""}${work === "none" ? "" : " As clauses of one statement they would be done in one pass."}`,
    fix: `Write them as one: ${code(`ALTER TABLE ${sql} …, …;`)}.`,
  }),
});

/** The table of a lock as a statement needs it. */
function sqlOf({ table, operation }: Lock, { engine }: RuleContext): string {
  const isItsOwn = "table" in operation && keyOf(operation.table) === table;
  return isItsOwn ? sqlQualifiedName(operation.table, engine.dialect) : table;
}

type Work = "rewrite" | "pass" | "none";

const workWords: Readonly<Record<Work, string>> = {
  rewrite: "rewrite",
  pass: "go through all of",
  none: "change",
};

function workOf(first: Lock, second: Lock): Work {
  const works = [first.work, second.work];
  if (works.every((work) => work === "rewrite")) return "rewrite";
  return works.includes("instant") ? "none" : "pass";
}

type Run = { readonly first: Lock; readonly second: Lock; readonly table: string; readonly passes: number };

/** Stretches of ALTER TABLE on one table of which two or more statements each need a pass of their own. */
function runs(steps: readonly Step[], context: RuleContext): readonly Run[] {
  const found: Run[] = [];
  const open = new Map<string, Lock[]>();
  const close = (table: string) => {
    const [first, second] = open.get(table) ?? [];
    if (first !== undefined && second !== undefined)
      found.push({ first, second, table, passes: open.get(table)?.length ?? 0 });
    open.delete(table);
  };
  for (const { operation } of steps) {
    if (operation.kind === "set-parameter") continue;
    const pass = passOf(operation, context);
    for (const table of [...open.keys()]) {
      const isPart = pass?.table === table || open.get(table)?.at(-1)?.operation.statement === operation.statement;
      if (!isPart && !leavesAlone(operation, table, context)) close(table);
    }
    if (pass === undefined) continue;
    const passes = open.get(pass.table) ?? [];
    const last = passes.at(-1)?.operation.statement;
    if (last?.at.start.offset === operation.statement.at.start.offset) continue;
    if (last !== undefined && demandsDiffer(last, operation.statement)) close(pass.table);
    open.set(pass.table, [...(open.get(pass.table) ?? []), pass]);
  }
  for (const table of [...open.keys()]) close(table);
  return found;
}

/** In MySQL nothing that is done to other tables keeps two statements apart, which no transaction holds together. */
function leavesAlone(operation: Operation, table: string, { engine }: RuleContext): boolean {
  if (engine.dialect !== "mysql") return false;
  return /^alter\s+table\b/i.test(operation.statement.text) && "table" in operation && keyOf(operation.table) !== table;
}

/** What may be done in one way only is not to be mixed with what must be done in another. */
function demandsDiffer({ demands: one }: Operation["statement"], { demands: other }: Operation["statement"]): boolean {
  return one?.algorithm !== other?.algorithm || one?.lock !== other?.lock;
}

const mergeable: ReadonlySet<Operation["kind"]> = new Set([
  "add-column",
  "alter-column-type",
  "set-not-null",
  "add-constraint",
  "set-expression",
  "set-persistence",
  "add-identity",
]);

function passOf(operation: Operation, context: RuleContext): Lock | undefined {
  if (operation.statement.conditional) return undefined;
  if (context.engine.dialect === "mysql") return mysqlPass(operation, context);
  if (!mergeable.has(operation.kind)) return undefined;
  return stoppingLocks(context, operation).find(
    ({ stops, work, table }) =>
      stops === "reads and writes" && (work === "scan" || work === "rewrite") && !isSmallTable(context, table),
  );
}

/** Any clause of an ALTER TABLE can stand beside any other, but for partitions, which want a statement of their own. */
function mysqlPass(operation: Operation, context: RuleContext): Lock | undefined {
  const { text } = operation.statement;
  if (!/^alter\s+table\b/i.test(text) || /\bpartition/i.test(text)) return undefined;
  return context.locks.get(operation)?.find(({ table }) => !isSmallTable(context, table));
}
