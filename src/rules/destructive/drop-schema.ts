import { keyOf } from "../../model/name.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isDemanded, readersLeft } from "./readers-left.ts";
import { ruleFor } from "./taking-away.ts";

const contract = "# Database Schema Contract\n\n**Version:** 1.0.0\n\n";
const billing = `${contract}## Tables\n\n### Table: billing.invoices\n\n\`\`\`sql\nCREATE TABLE billing.invoices (id integer PRIMARY KEY);\n\`\`\`\n`;

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
      {
        title: "It holds a function, which others call",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md": `${contract}## Stored Procedures & Functions\n\n### Function: billing.due\n\n\`\`\`sql\nCREATE FUNCTION billing.due(integer) RETURNS date LANGUAGE sql AS 'SELECT current_date';\n\`\`\`\n\n**Called By:**\n- \`reporting\` - Reminders\n`,
        },
        migration: "DROP SCHEMA IF EXISTS billing CASCADE;",
      },
    ],
    valid: [
      { title: "Empty, as far as the contract knows", migration: "DROP SCHEMA billing;" },
      {
        title: "Made in the same pull request",
        migration: "CREATE SCHEMA a;\nCREATE TABLE a.b (id integer);\nDROP SCHEMA a CASCADE;",
      },
      {
        title: "A schema whose name begins in the same way holds the table",
        base: { "DATABASE_SCHEMA_CONTRACT.md": billing.replaceAll("billing.", "billing_old.") },
        migration: "DROP SCHEMA billing CASCADE;",
      },
      { title: "It may well not be there", migration: "DROP SCHEMA IF EXISTS billing;" },
      "CREATE SCHEMA billing;",
    ],
  },

  *check(operation, context, { step }) {
    if (ruleFor(step, context) !== "drop-schema") return;
    const left = readersLeft(context, operation);
    const prefix = keyOf({ schema: operation.schema, name: "" });
    const { tables, views, types, routines } = step.before;
    const held = [tables, views, types, routines].flatMap((objects) =>
      [...objects.keys()].filter((key) => key.startsWith(prefix)),
    );
    yield {
      at: operation.at,
      subject: operation.schema,
      related: left.related,
      stated: isDemanded(context, left),
      data: { schema: operation.schema, held, readers: left.words },
    };
  },

  explain: ({ schema, held, readers }) => ({
    what: `The schema ${code(schema)} is dropped with all that is in it${held.length === 0 ? "" : `: ${codeList(held)}`}${readers === "" ? "." : `; used by ${readers}.`}`,
    why: "One statement throws away every table in it with its rows, every view, type and routine, deprecated or not, and whoever uses them fails.",
    fix: "Deprecate what is in it one by one, drop each when its time has come, and drop the schema without CASCADE when it is empty.",
  }),
});
