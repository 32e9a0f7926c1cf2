import type { Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";

/** CASCADE drops what the author did not name; the reviewer should see it named. */
export const dropCascade = defineRule({
  id: "drop-cascade",
  on: [
    "drop-table",
    "drop-column",
    "drop-constraint",
    "drop-view",
    "drop-type",
    "drop-routine",
    "drop-sequence",
    "truncate",
  ],
  section: "Non-Destructive Changes",
  severity: "warning",
  summary: "Warn of CASCADE that takes along what the statement does not name",
  whenToWaive: "When you have listed what goes along, in the reason.",
  mend: ["expand-and-contract"],
  examples: {
    invalid: [
      { title: "The view goes too", migration: "ALTER TABLE orders DROP COLUMN total CASCADE;" },
      { title: "The foreign key goes too", migration: "ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE;" },
      { title: "The orders are emptied too", migration: "TRUNCATE users CASCADE;" },
      { title: "Nobody knows what is emptied too", migration: "TRUNCATE unheard_of CASCADE;" },
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
      { title: "No table refers to it", migration: "TRUNCATE orders CASCADE;" },
      { title: "Those that refer to it are named", migration: "TRUNCATE users, orders CASCADE;" },
      {
        title: "A table of this pull request, emptied",
        migration: "CREATE TABLE a (id integer);\nTRUNCATE a CASCADE;",
      },
    ],
  },

  *check(operation, context, { step }) {
    if (!operation.cascade) return;
    const isEmptied = operation.kind === "truncate";
    const names = operation.kind === "truncate" ? emptiedAlong(operation, step, context) : goneAlong(step, context);
    if (names === undefined) return;
    const subject = names.length === 0 ? operation.statement.text : names.join(" ");
    yield { at: operation.at, subject, data: { names, isEmptied } };
  },

  explain: ({ names, isEmptied }) => ({
    what: isEmptied
      ? `CASCADE empties what the statement does not name: ${names.length === 0 ? "every table that refers to these, and whatever refers to those" : codeList(names)}.`
      : `CASCADE takes along what the statement does not name: ${codeList(names)}.`,
    why: "Nobody who reads the migration sees it go, and on another database it may take along more.",
    fix: isEmptied
      ? "Leave the word out, and name every table that is to be emptied: the server refuses when one is forgotten."
      : `Write ${code("RESTRICT")}, or leave the word out, and drop ${codeList(names)} by name in statements before this one.`,
  }),
});

/** What a drop takes along that was there before the pull request and is not made again. */
function goneAlong(step: Step, { comparison: { base, head } }: RuleContext): readonly string[] | undefined {
  if (step.effect === "no-effect") return undefined;
  const taken = takenAlong(step).filter(({ name, isIn }) => isIn(base, name) && !isIn(head, name));
  return taken.length === 0 ? undefined : taken.map(({ name }) => name);
}

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

/** The tables that TRUNCATE … CASCADE empties besides those that it names, where there are any or may be: of tables that nobody knows none can be told. */
function emptiedAlong(
  { tables }: OperationOf<"truncate">,
  { before }: Step,
  { comparison }: RuleContext,
): readonly string[] | undefined {
  const named = tables.map(keyOf).filter((key) => !comparison.createdTables.has(key));
  const names = [...referringTo(named, before)].filter(
    (key) => !named.includes(key) && !comparison.createdTables.has(key),
  );
  const isUnknown = named.some((key) => !before.tables.has(key));
  return names.length === 0 && !isUnknown ? undefined : names;
}

/** Keys of the tables whose foreign keys lead to one of these, over any number of others. */
function referringTo(keys: readonly string[], { tables }: Schema): ReadonlySet<string> {
  const reached = new Set(keys);
  for (let size = 0; size < reached.size; ) {
    size = reached.size;
    for (const [key, { constraints }] of tables) {
      const refers = constraints.some((one) => one.kind === "foreign-key" && reached.has(keyOf(one.references.table)));
      if (refers) reached.add(key);
    }
  }
  return reached;
}
