import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { reservedBy } from "../reserved-words.ts";
import { newNames, placeOfGiven } from "./given-names.ts";

/** A reserved word must be quoted wherever it is used, and the first who forgets gets a syntax error far from its cause. */
export const identifierReserved = defineRule({
  id: "identifier-reserved",
  on: "pull-request",
  section: "Schema Overview",
  severity: "off",
  summary: "Warn of names that are reserved words of the dialect, which need quotes everywhere",
  dialects: ["postgresql", "mysql", "sqlite"],
  whenToWaive: "An ORM writes all SQL and quotes every name.",
  settings: { except: { default: [], meaning: "Reserved words that may be used as names all the same: `user`." } },
  examples: {
    invalid: ['CREATE TABLE "order" (id integer PRIMARY KEY);', 'ALTER TABLE users ADD COLUMN "group" text;'],
    valid: [
      "CREATE TABLE coupons (id integer PRIMARY KEY, value text, name text, type text);",
      {
        title: "A part of a word",
        migration: "ALTER TABLE users ADD COLUMN user_group text, ADD COLUMN ordering integer;",
      },
      { title: "A constraint without a name", migration: "ALTER TABLE orders ADD CHECK (total < 100000);" },
      { title: "Quoted, and not reserved", migration: 'ALTER TABLE users ADD COLUMN "status" text;' },
    ],
  },

  *check(context) {
    const { dialect } = context.comparison.head;
    const except = new Set(context.settings.list("except").map((word) => word.toLowerCase()));
    for (const given of newNames(context)) {
      const { noun, name, owner } = given;
      const source = reservedBy(dialect, name);
      if (source === undefined || except.has(name.toLowerCase())) continue;
      yield { at: placeOfGiven(given), subject: owner === "" ? name : `${owner}.${name}`, data: { noun, name, source } };
    }
  },

  explain: ({ noun, name, source }) => ({
    what: `The ${noun} ${code(name)} is named by a reserved word.`,
    why: `Each statement must put it in quotes; without them it is a syntax error or, worse, means something else. The list: <${source}>.`,
    fix: `Choose a name that is not reserved, such as the plural or a more telling one: ${code(`${name}s`)}, ${code(`${name}_name`)}.`,
  }),
});
