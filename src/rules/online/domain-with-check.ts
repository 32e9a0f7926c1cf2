import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { isSmallTable } from "../table-size.ts";

/** A domain's constraint belongs to every column of it: changing it reads all of their tables. */
export const domainWithCheck = defineRule({
  id: "domain-with-check",
  on: [
    "create-domain",
    "add-domain-constraint",
    "alter-domain-nullability",
    "validate-domain-constraint",
    "add-column",
  ],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of domains with constraints, which lock and read every table that uses them",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the rule of the domain is as fixed as a standard and will not change, or its tables stay small.",
  mend: ["not-valid-then-validate"],
  examples: {
    invalid: [
      "CREATE DOMAIN plate AS text CHECK (VALUE ~ '^[A-Z]+$');",
      "CREATE DOMAIN plate AS text NOT NULL;",
      "ALTER DOMAIN address ADD CONSTRAINT filled CHECK (VALUE <> '');",
    ],
    valid: [
      "CREATE DOMAIN plate AS text;",
      "CREATE DOMAIN plate AS text DEFAULT '';",
      {
        title: "Read by nobody now",
        migration: "ALTER DOMAIN address ADD CONSTRAINT filled CHECK (VALUE <> '') NOT VALID;",
      },
      "ALTER DOMAIN address DROP NOT NULL;",
      {
        title: "The check stands at the table",
        migration: "ALTER TABLE users ADD CONSTRAINT filled CHECK (email <> '') NOT VALID;",
      },
      {
        title: "A domain of this pull request, on which no column is yet",
        migration: "CREATE DOMAIN plate AS text;\nALTER DOMAIN plate ADD CONSTRAINT filled CHECK (VALUE <> '');",
      },
    ],
  },

  *check(operation, context) {
    if (operation.kind === "add-column") {
      yield* rewritingColumn(operation, context);
      return;
    }
    const locks = (context.locks.get(operation) ?? []).filter(({ table }) => !isSmallTable(context, table));
    const name = keyOf(operation.type);
    const isMade = operation.kind === "create-domain";
    if (!constrains(operation)) return;
    if (!isMade && locks.length === 0 && !mayBeUsed(operation, context)) return;
    const tables = locks.map(({ table }) => table);
    yield { at: operation.at, subject: name, data: { name, tables, column: "", isMade }, lock: locks[0] };
  },

  explain: ({ name, tables, column, isMade }) => ({
    what:
      column !== ""
        ? `${code(column)} is of the domain ${code(name)}, whose constraints are proved by writing every row anew.`
        : isMade
          ? `The domain ${code(name)} is made with a constraint.`
          : `A constraint of the domain ${code(name)} is proved for every row of ${tables.length === 0 ? "every table that uses it" : codeList(tables)}.`,
    why: isMade
      ? "Whenever that constraint changes, every table with a column of the domain is locked and read at once, and adding such a column rewrites its table."
      : column !== ""
        ? `${code("ACCESS EXCLUSIVE")} on the table is held while it is rewritten: every read and write waits.`
        : `${code("SHARE")} is held on all of them until the last is read: every write waits.`,
    fix: `Use the plain type, with a check at each table that can be added ${code("NOT VALID")} and validated by itself.`,
  }),
});

type OnDomain = OperationOf<
  "create-domain" | "add-domain-constraint" | "alter-domain-nullability" | "validate-domain-constraint"
>;

function constrains(operation: OnDomain): boolean {
  switch (operation.kind) {
    case "create-domain":
      return !operation.nullable || operation.checks.length > 0;
    case "add-domain-constraint":
      return operation.constraint.validated;
    case "alter-domain-nullability":
      return !operation.nullable;
    case "validate-domain-constraint":
      return true;
  }
}

/** Nobody has told of its columns, and no contract says that there are none. */
function mayBeUsed(operation: OnDomain, { comparison }: RuleContext): boolean {
  const key = keyOf(operation.type);
  if (operation.kind === "validate-domain-constraint" || comparison.base.types.has(key)) return false;
  return !comparison.steps.some(({ operation: other }) => other.kind === "create-domain" && keyOf(other.type) === key);
}

function* rewritingColumn(operation: OperationOf<"add-column">, context: RuleContext) {
  const { definition, table, column, at } = operation;
  const lock = context.locks.get(operation)?.find(({ work }) => work === "rewrite");
  const isOwn =
    definition.default === undefined && definition.generated === undefined && definition.identity === undefined;
  if (lock === undefined || !isOwn || definition.type === undefined || definition.type.serial) return;
  if (isSmallTable(context, lock.table)) return;
  const name = definition.type.meaning;
  const full = `${keyOf(table)}.${column}`;
  yield { at, subject: full, data: { name, tables: [lock.table], column: full, isMade: false }, lock };
}
