import { keyOf } from "../../model/name.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isDemanded, readersLeft } from "./readers-left.ts";
import { ruleFor } from "./taking-away.ts";

const billing =
  "# Database Schema Contract\n\n**Version:** 1.0.0\n\n## Tables\n\n### Table: billing.invoices\n\n```sql\nCREATE TABLE billing.invoices (id integer PRIMARY KEY);\n```\n";

/** A schema takes with it everything that is in it. */
export const dropSchema = defineRule({
  id: "drop-schema",
  on: ["drop-schema"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow dropping a schema that holds tables, views, types or routines",
  whenToWaive: "When all that it holds is derived or was moved elsewhere.",
  mend: ["expand-and-contract"],
  examples: {
    invalid: [
      {
        title: "It holds a table",
        base: { "DATABASE_SCHEMA_CONTRACT.md": billing },
        migration: "DROP SCHEMA billing CASCADE;",
      },
    ],
    valid: [
      { title: "Empty, as far as the contract knows", migration: "DROP SCHEMA billing;" },
      {
        title: "Made in the same pull request",
        migration: "CREATE SCHEMA a;\nCREATE TABLE a.b (id integer);\nDROP SCHEMA a CASCADE;",
      },
      { title: "It may well not be there", migration: "DROP SCHEMA IF EXISTS billing;" },
      "CREATE SCHEMA billing;",
    ],
  },

  *check(operation, context, { step }) {
    if (ruleFor(step, context) !== "drop-schema") return;
    const left = readersLeft(context, operation);
    const prefix = keyOf({ schema: operation.schema, name: "" });
    const tables = [...step.before.tables.keys()].filter((key) => key.startsWith(prefix));
    yield {
      at: operation.at,
      subject: operation.schema,
      related: left.related,
      stated: isDemanded(context, left),
      data: { schema: operation.schema, tables, readers: left.words },
    };
  },

  explain: ({ schema, tables, readers }) => ({
    what: `The schema ${code(schema)} is dropped with all that is in it${tables.length === 0 ? "" : `: ${codeList(tables)}`}${readers === "" ? "." : `; used by ${readers}.`}`,
    why: "One statement throws away every table in it with its rows, deprecated or not, and every reader fails.",
    fix: "Deprecate its tables and views one by one, drop each when its time has come, and drop the schema without CASCADE when it is empty.",
  }),
});
