import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { newNames, placeOfGiven } from "./given-names.ts";
import { misfit, namingSettings } from "./name-styles.ts";

/** Names of one style need no looking up, and no quotes. */
export const namingTable = defineRule({
  id: "naming-table",
  on: "pull-request",
  section: "Tables",
  severity: "off",
  summary: "Warn of new tables and views whose names do not follow the house's style",
  whenToWaive: "The name is given by another system.",
  settings: namingSettings,
  examples: {
    invalid: ['CREATE TABLE "OrderItems" (id integer PRIMARY KEY);', 'ALTER TABLE orders RENAME TO "customer-orders";'],
    valid: [
      "CREATE TABLE order_items (id integer PRIMARY KEY);",
      { title: "Capitals without quotes are folded", migration: "CREATE TABLE OrderItems (id integer PRIMARY KEY);" },
      "CREATE TABLE IF NOT EXISTS billing.invoices_2026 (id integer PRIMARY KEY);",
      { title: "A schema is no table", migration: 'CREATE TABLE "Billing".invoices (id integer PRIMARY KEY);' },
    ],
  },

  *check(context) {
    for (const given of newNames(context)) {
      const { noun, name } = given;
      const found = noun === "table" || noun === "view" ? misfit(name, context.settings) : undefined;
      if (found !== undefined) yield { at: placeOfGiven(given), subject: name, data: { noun, name, ...found } };
    }
  },

  explain: ({ noun, name, wanted, proposal }) => ({
    what: `The name of the ${noun} ${code(name)} is not ${code(wanted)}.`,
    why: "Names of several styles must be looked up before they can be typed, and some of them need quotes in every statement.",
    fix: proposal === "" ? `Rename it so that it fits ${code(wanted)}.` : `Call it ${code(proposal)}.`,
  }),
});
