import { keyOf } from "../../model/name.ts";
import type { ChangedColumn } from "../changed-columns.ts";
import type { RuleContext } from "../define-rule.ts";
import { preferredTypeRule } from "./preferred-type.ts";

/** An integer key ends at two thousand million, on the day when the table is too large to be changed quickly. */
export const preferBigint = preferredTypeRule({
  id: "prefer-bigint",
  summary: "Prefer bigint to integer and smallint, serials included, in PostgreSQL",
  whenToWaive: "The values are few by nature: a percentage, a year, a number of seats.",
  why: "`integer` ends at 2,147,483,647, and writing a large table anew for a wider type stops everything that uses it. Four bytes more are often lost in alignment anyway.",
  settings: {
    "keys-only": {
      default: false,
      meaning: "Only look at columns of primary keys, and those that count by themselves (serial, identity).",
    },
    smallint: { default: true, meaning: "Whether `smallint` counts too." },
  },
  better: (type, changed, context) => {
    const isSmall = type.base === "smallint";
    if (type.base !== "integer" && !(isSmall && context.settings.flag("smallint"))) return undefined;
    if (context.settings.flag("keys-only") && !isKey(changed)) return undefined;
    if (followsTarget(changed, context)) return undefined;
    return type.serial ? "bigserial" : "bigint";
  },
  examples: {
    invalid: [
      "CREATE TABLE logins (id serial PRIMARY KEY);",
      "ALTER TABLE users ADD COLUMN visits int4, ADD COLUMN rank smallint;",
      "ALTER TABLE orders ALTER COLUMN total TYPE integer;",
      "CREATE TABLE logins (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY);",
    ],
    valid: [
      "CREATE TABLE logins (id bigserial PRIMARY KEY, visits int8);",
      "CREATE TABLE logins (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);",
      "ALTER TABLE orders ALTER COLUMN id TYPE bigint;",
      "ALTER TABLE orders ADD COLUMN weight numeric(6,2), ADD COLUMN share real;",
      {
        title: "As wide as what it refers to",
        migration: "ALTER TABLE orders ADD COLUMN seller_id integer REFERENCES users (id);",
      },
      { title: "It was there", migration: "ALTER TABLE orders ALTER COLUMN user_id SET DEFAULT 0;" },
      { title: "Another name for it", migration: "ALTER TABLE orders RENAME COLUMN user_id TO buyer_id;" },
      "CREATE TEMPORARY TABLE batch (id integer);",
    ],
  },
});

function isKey({ table, column }: ChangedColumn): boolean {
  const inKey = table.constraints.some((one) => one.kind === "primary-key" && one.columns.includes(column.name));
  return inKey || column.identity !== undefined || column.type?.serial === true;
}

/** A foreign key's column is as wide as the column of the base branch that it refers to. */
function followsTarget({ table, column }: ChangedColumn, { comparison }: RuleContext): boolean {
  return table.constraints.some((one) => {
    if (one.kind !== "foreign-key" || !one.columns.includes(column.name)) return false;
    const target = one.references.columns[one.columns.indexOf(column.name)];
    const columns = comparison.base.tables.get(keyOf(one.references.table))?.columns;
    return columns?.find(({ name }) => name === target)?.type?.base === column.type?.base;
  });
}
