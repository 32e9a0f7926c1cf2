import { keyOf } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import { code, codeList } from "../../text/markdown.ts";
import type { RuleContext } from "../define-rule.ts";
import { defineRule } from "../define-rule.ts";

const swap = (values: string) =>
  `ALTER TYPE order_status RENAME TO order_status_old;\nCREATE TYPE order_status AS ENUM (${values});\nALTER TABLE orders ALTER COLUMN status DROP DEFAULT;\nALTER TABLE orders ALTER COLUMN status TYPE order_status USING status::text::order_status;\nDROP TYPE order_status_old;`;

const moved = (values: string) =>
  `CREATE TYPE order_state AS ENUM (${values});\nALTER TABLE orders ALTER COLUMN status DROP DEFAULT;\nALTER TABLE orders ALTER COLUMN status TYPE order_state USING status::text::order_state;`;

/** PostgreSQL has no way to remove a value; whoever swaps the type for one with fewer does it all the same. */
export const enumValueRemoved = defineRule({
  id: "enum-value-removed",
  on: "pull-request",
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow enums that lose values",
  whenToWaive: "When no row and no reader has the value; say how that was checked.",
  mend: ["expand-and-contract", "batched-backfill"],
  examples: {
    invalid: [
      { title: "Swapped for a shorter one", migration: swap("'new', 'paid'") },
      { title: "Its column moves to a shorter one of another name", migration: moved("'new', 'paid'") },
    ],
    valid: [
      { title: "Its column moves to a longer one", migration: moved("'new', 'paid', 'shipped', 'lost'") },
      { title: "Swapped for a longer one", migration: swap("'new', 'paid', 'shipped', 'lost'") },
      { title: "In another order", migration: swap("'shipped', 'paid', 'new'") },
      "ALTER TYPE order_status ADD VALUE 'lost';",
      {
        title: "Renamed: rename-enum-value speaks",
        migration: "ALTER TYPE order_status RENAME VALUE 'paid' TO 'settled';",
      },
      { title: "The whole type goes: drop-type speaks", migration: "DROP TYPE order_status CASCADE;" },
    ],
  },

  *check(context) {
    const { base, head, touched } = context.comparison;
    for (const key of touched.types) {
      const [before, after] = [base.types.get(key), head.types.get(key)];
      if (before?.kind !== "enum" || after?.kind !== "enum") continue;
      const kept = new Set([...after.values, ...renamedValues(key, context)]);
      const values = before.values.filter((value) => !kept.has(value));
      const operation = lastMaking(key, context);
      if (values.length === 0 || operation === undefined) continue;
      yield { at: operation.at, subject: key, data: { type: key, column: "", to: "", values } };
    }
    yield* movedColumns(context);
  },

  explain: ({ type, column, to, values }) => ({
    what:
      column === ""
        ? `The enum ${code(type)} loses ${codeList(values)}.`
        : `${code(column)} goes from the enum ${code(type)} to ${code(to)}, which lacks ${codeList(values)}.`,
    why: "The migration fails if a row has such a value, and every statement that still writes or compares one fails afterwards.",
    fix: `Keep ${codeList(values)} in ${column === "" ? "the type" : code(to)}. Stop writing ${values.length === 1 ? "it" : "them"}, change the rows in a migration of its own, and hold new rows to the rest with ${code("CHECK (…) NOT VALID")}.`,
  }),
});

/** Columns of the base branch that go from an enum to another one, which is there beside it at the end. */
function* movedColumns({ comparison }: RuleContext) {
  const { base, head, typeChanges } = comparison;
  for (const { operation } of comparison.steps) {
    if (operation.kind !== "alter-column-type") continue;
    const change = typeChanges.get(operation);
    if (change === undefined || change.from.base === change.to.base) continue;
    const [before, after] = [base.types.get(change.from.base), head.types.get(change.to.base)];
    if (before?.kind !== "enum" || after?.kind !== "enum" || base.types.has(change.to.base)) continue;
    const values = before.values.filter((value) => !after.values.includes(value));
    if (values.length === 0) continue;
    const column = `${keyOf(operation.table)}.${operation.column}`;
    yield {
      at: operation.at,
      subject: column,
      data: { type: change.from.base, column, to: change.to.base, values },
    };
  }
}

function renamedValues(key: string, { comparison }: RuleContext): readonly string[] {
  return comparison.steps.flatMap(({ operation }) =>
    operation.kind === "rename-enum-value" && keyOf(operation.type) === key ? operation.value : [],
  );
}

function lastMaking(key: string, { comparison }: RuleContext): Operation | undefined {
  return comparison.steps.findLast(
    ({ operation }) =>
      (operation.kind === "create-enum" && keyOf(operation.type) === key) ||
      (operation.kind === "rename-type" && keyOf({ ...operation.type, name: operation.to }) === key),
  )?.operation;
}
