import { code } from "../../text/markdown.ts";
import { changedColumns } from "../changed-columns.ts";
import { defineRule } from "../define-rule.ts";
import { misfit, namingSettings } from "./name-styles.ts";

/** Names of one style need no looking up, and no quotes. */
export const namingColumn = defineRule({
  id: "naming-column",
  on: "pull-request",
  section: "Columns",
  severity: "off",
  summary: "Warn of new columns whose names do not follow the house's style",
  whenToWaive: "The name is given by another system.",
  settings: namingSettings,
  examples: {
    invalid: [
      'ALTER TABLE users ADD COLUMN "faxNumber" text;',
      'CREATE TABLE items (id integer PRIMARY KEY, "Unit Price" numeric);',
    ],
    valid: [
      "ALTER TABLE users ADD COLUMN fax_number text;",
      { title: "Capitals without quotes are folded", migration: "ALTER TABLE users ADD COLUMN faxNumber text;" },
      "CREATE TABLE items (id integer PRIMARY KEY, address_line_2 text, price2 numeric);",
      { title: "Taken over with the name", migration: "CREATE TABLE orders_copy (LIKE orders);" },
      { title: "Gone again", migration: 'ALTER TABLE users ADD COLUMN "X" text;\nALTER TABLE users DROP COLUMN "X";' },
    ],
  },

  *check(context) {
    for (const { key, column, how, written, at } of changedColumns(context)) {
      const found = how === "retyped" || !written ? undefined : misfit(column.name, context.settings);
      if (found !== undefined)
        yield { at, subject: `${key}.${column.name}`, data: { table: key, name: column.name, ...found } };
    }
  },

  explain: ({ table, name, wanted, proposal }) => ({
    what: `The name of the column ${code(`${table}.${name}`)} is not ${code(wanted)}.`,
    why: "Names of several styles must be looked up before they can be typed, and some of them need quotes in every statement.",
    fix: proposal === "" ? `Rename it so that it fits ${code(wanted)}.` : `Call it ${code(proposal)}.`,
  }),
});
