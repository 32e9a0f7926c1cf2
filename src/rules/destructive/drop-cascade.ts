import type { Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";

/** CASCADE drops what the author did not name; the reviewer should see it named. */
export const dropCascade = defineRule({
  id: "drop-cascade",
  on: ["drop-table", "drop-column", "drop-constraint", "drop-view", "drop-type", "drop-routine", "drop-sequence"],
  section: "Non-Destructive Changes",
  severity: "warning",
  summary: "Warn of CASCADE that takes along what the statement does not name",
  whenToWaive: "When you have listed what goes along, in the reason.",
  mend: ["expand-and-contract"],
  examples: {
    invalid: [
      { title: "The view goes too", migration: "ALTER TABLE orders DROP COLUMN total CASCADE;" },
      { title: "The foreign key goes too", migration: "ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE;" },
    ],
    valid: [
      { title: "Nothing depends on it", migration: "ALTER TABLE users DROP COLUMN nickname CASCADE;" },
      { title: "Nothing depends on the view", migration: "DROP VIEW paid_orders CASCADE;" },
      {
        title: "What goes along is made again",
        migration:
          "ALTER TABLE orders DROP COLUMN total CASCADE;\nCREATE VIEW paid_orders AS SELECT id, user_id FROM orders WHERE status = 'paid';",
      },
      {
        title: "Made in the same pull request",
        migration: "CREATE TABLE a (id integer);\nCREATE VIEW b AS SELECT id FROM a;\nDROP TABLE a CASCADE;",
      },
      { title: "Without CASCADE the server refuses", migration: "ALTER TABLE orders DROP COLUMN total;" },
    ],
  },

  *check(operation, context, { step }) {
    if (!operation.cascade || step.effect === "no-effect") return;
    const { base, head } = context.comparison;
    const taken = takenAlong(step).filter(({ name, isIn }) => isIn(base, name) && !isIn(head, name));
    if (taken.length === 0) return;
    const names = taken.map(({ name }) => name);
    yield { at: operation.at, subject: names.join(" "), data: { names } };
  },

  explain: ({ names }) => ({
    what: `CASCADE takes along what the statement does not name: ${codeList(names)}.`,
    why: "Nobody who reads the migration sees it go, and on another database it may take along more.",
    fix: `Write ${code("RESTRICT")}, or leave the word out, and drop ${codeList(names)} by name in statements before this one.`,
  }),
});

type Schema = Step["before"];
type Taken = { readonly name: string; isIn(schema: Schema, name: string): boolean };

const isView: Taken["isIn"] = (schema, name) => schema.views.has(name);
const isForeignKey: Taken["isIn"] = (schema, name) =>
  foreignKeysOf(schema, name.slice(0, name.lastIndexOf("."))).has(name);

/** Views and other tables' foreign keys that were there before the statement and are not after it. */
function takenAlong({ operation, before, after }: Step): readonly Taken[] {
  const ownTable = "table" in operation ? keyOf(operation.table) : undefined;
  const own = "view" in operation ? operation.view.name : undefined;
  const views = [...before.views.keys()].filter(
    (key) => !after.views.has(key) && before.views.get(key)?.name.name !== own,
  );
  const keys = [...after.tables.keys()].flatMap((table) => {
    // What belongs to the table itself goes without CASCADE, too.
    if (table === ownTable || before.tables.get(table) === after.tables.get(table)) return [];
    const left = foreignKeysOf(after, table);
    return [...foreignKeysOf(before, table)].filter((name) => !left.has(name));
  });
  return [...views.map((name) => ({ name, isIn: isView })), ...keys.map((name) => ({ name, isIn: isForeignKey }))];
}

function foreignKeysOf(schema: Schema, table: string): ReadonlySet<string> {
  const constraints = schema.tables.get(table)?.constraints ?? [];
  return new Set(constraints.filter(({ kind }) => kind === "foreign-key").map(({ name }) => `${table}.${name}`));
}
