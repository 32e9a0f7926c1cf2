import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlName } from "../sql-name.ts";
import { isDemanded, readersLeft } from "./readers-left.ts";
import { ruleFor } from "./taking-away.ts";

/** A schema's name is part of the name of everything in it. */
export const renameSchema = defineRule({
  id: "rename-schema",
  on: ["rename-schema"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow renaming a schema that holds tables, views, types or routines",
  whenToWaive: "When every reader finds its tables through a search path that changes along.",
  mend: ["expand-and-contract"],
  examples: {
    invalid: [
      {
        title: "It holds a table",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md":
            "# Database Schema Contract\n\n**Version:** 1.0.0\n\n## Tables\n\n### Table: billing.invoices\n\n```sql\nCREATE TABLE billing.invoices (id integer PRIMARY KEY);\n```\n",
        },
        migration: "ALTER SCHEMA billing RENAME TO accounts;",
      },
      {
        title: "It holds a function, which no view can stand in for",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md":
            "# Database Schema Contract\n\n**Version:** 1.0.0\n\n## Stored Procedures & Functions\n\n### Function: billing.due\n\n```sql\nCREATE FUNCTION billing.due(integer) RETURNS date LANGUAGE sql AS 'SELECT current_date';\n```\n",
        },
        migration: "ALTER SCHEMA billing RENAME TO accounts;",
      },
    ],
    valid: [
      {
        title: "Made in the same pull request",
        migration:
          "CREATE SCHEMA billing;\nCREATE TABLE billing.a (id integer);\nALTER SCHEMA billing RENAME TO accounts;",
      },
      { title: "Empty, as far as the contract knows", migration: "ALTER SCHEMA billing RENAME TO accounts;" },
      "CREATE SCHEMA accounts;",
      { title: "Its owner", migration: "ALTER SCHEMA billing OWNER TO accountant;" },
    ],
  },

  *check(operation, context, { step }) {
    if (ruleFor(step, context) !== "rename-schema") return;
    const left = readersLeft(context, operation);
    const { dialect } = context.engine;
    yield {
      at: operation.at,
      subject: operation.schema,
      related: left.related,
      stated: isDemanded(context, left),
      data: {
        from: operation.schema,
        to: operation.to,
        readers: left.words,
        view: `CREATE VIEW ${sqlName(operation.schema, dialect)}.… AS SELECT * FROM ${sqlName(operation.to, dialect)}.…;`,
      },
    };
  },

  explain: ({ from, to, readers, view }) => ({
    what: `The schema ${code(from)} is renamed to ${code(to)}, and with it everything in it${readers === "" ? "." : `; the old names are used by ${readers}.`}`,
    why: "Every statement, search path and grant that names the old schema fails from the moment the migration has run.",
    fix: `Make ${code(to)} beside it, move one object at a time, and leave what still answers under each old name until its readers have moved: for a table or view a view (${code(view, 200)}), for a routine one that calls the new one.`,
  }),
});
