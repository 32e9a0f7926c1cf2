import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { serverAlone } from "../online/mysql-shop.ts";
import { reservedBy } from "../reserved-words.ts";
import { newNames, placeOfGiven } from "./given-names.ts";

/** A reserved word must be quoted wherever it is used, and the first who forgets gets a syntax error far from its cause. */
export const identifierReserved = defineRule({
  id: "identifier-reserved",
  on: "pull-request",
  section: "Schema Overview",
  severity: "off",
  summary: "Warn of names that are reserved words of the dialect, which need quotes everywhere",
  dialects: ["postgresql", "mysql", "sqlite", "sqlserver"],
  whenToWaive: "An ORM writes all SQL and quotes every name.",
  settings: {
    except: { default: [], meaning: "Reserved words that may be used as names all the same: `user`." },
    also: {
      default: [],
      meaning: "Further words that are no names here, such as keywords that are not reserved: `execute`.",
    },
  },
  examples: {
    invalid: [
      'CREATE TABLE "order" (id integer PRIMARY KEY);',
      'ALTER TABLE users ADD COLUMN "group" text;',
      {
        title: "A function over windows, on MySQL",
        base: serverAlone("MySQL", "8.4"),
        migration: "ALTER TABLE users ADD COLUMN `rank` int;",
      },
    ],
    valid: [
      "CREATE TABLE coupons (id integer PRIMARY KEY, value text, name text, type text);",
      {
        title: "A part of a word",
        migration: "ALTER TABLE users ADD COLUMN user_group text, ADD COLUMN ordering integer;",
      },
      { title: "A constraint without a name", migration: "ALTER TABLE orders ADD CHECK (total < 100000);" },
      {
        title: "MariaDB's words are others than MySQL's",
        base: serverAlone("MariaDB", "10.11"),
        migration: "ALTER TABLE users ADD COLUMN rank int, ADD COLUMN system varchar(10);",
      },
      {
        title: "A keyword that needs no quotes",
        base: serverAlone("MySQL", "8.4"),
        migration: "CREATE TABLE execute (id int PRIMARY KEY);",
      },
      { title: "Quoted, and not reserved", migration: 'ALTER TABLE users ADD COLUMN "status" text;' },
    ],
  },

  *check(context) {
    const speaker = context.engine.product === "mariadb" ? "mariadb" : context.comparison.head.dialect;
    const lower = (words: readonly string[]) => new Set(words.map((word) => word.toLowerCase()));
    const except = lower(context.settings.list("except"));
    const also = lower(context.settings.list("also"));
    for (const given of newNames(context)) {
      const { noun, name, owner } = given;
      const word = name.toLowerCase();
      const source = reservedBy(speaker, name) ?? (also.has(word) ? "" : undefined);
      if (source === undefined || except.has(word)) continue;
      yield {
        at: placeOfGiven(given),
        subject: owner === "" ? name : `${owner}.${name}`,
        data: { noun, name, source },
      };
    }
  },

  explain: ({ noun, name, source }) => ({
    what:
      source === ""
        ? `The ${noun} ${code(name)} is named by a word that the configuration keeps out of names.`
        : `The ${noun} ${code(name)} is named by a reserved word.`,
    why:
      source === ""
        ? "Words with a meaning of their own in SQL are hard to search for and to read."
        : `Each statement must put it in quotes; without them it is a syntax error or, worse, means something else. The list: <${source}>.`,
    fix: `Choose a name that is not reserved, such as the plural or a more telling one: ${code(`${name}s`)}, ${code(`${name}_name`)}.`,
  }),
});
