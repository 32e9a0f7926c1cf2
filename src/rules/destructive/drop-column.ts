import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { renameAdvice, successorOf } from "./meant-as-rename.ts";
import { droppedName, ruleFor } from "./taking-away.ts";

/** A column that no contract tells of may still be read by anybody. Where the contract does tell, the `dropped-…` rules say what its deprecation lacks. */
export const dropColumn = defineRule({
  id: "drop-column",
  on: ["drop-column", "drop-attribute"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary:
    "Disallow dropping a column, or an attribute of a composite type, that was never documented, and so never deprecated",
  whenToWaive: "When the column was never used by anybody, and you can say how you know.",
  mend: ["expand-and-contract", "rollback"],
  examples: {
    invalid: [
      { title: "The contract does not know the column", migration: "ALTER TABLE users DROP COLUMN fax;" },
      { title: "An attribute, of which no contract tells", migration: "ALTER TYPE address DROP ATTRIBUTE street;" },
      { title: "Of a foreign table", migration: "ALTER FOREIGN TABLE partners DROP COLUMN fax;" },
      { title: "Nor its table", migration: "ALTER TABLE billing.audit_log DROP COLUMN note CASCADE;" },
    ],
    valid: [
      {
        title: "Made in the same pull request",
        migration: "ALTER TABLE users ADD COLUMN fax text;\nALTER TABLE users DROP COLUMN fax;",
      },
      { title: "It may well not be there", migration: "ALTER TABLE users DROP COLUMN IF EXISTS fax;" },
      { title: "Read by a query: dropped-while-used speaks", migration: "ALTER TABLE users DROP COLUMN email;" },
      {
        title: "Never deprecated: dropped-without-deprecation speaks",
        migration: "ALTER TABLE users DROP created_at;",
      },
      {
        title: "Copied and put in its place again",
        migration:
          "ALTER TABLE users ADD COLUMN id2 bigint;\nUPDATE users SET id2 = id;\nALTER TABLE users DROP COLUMN id;\nALTER TABLE users RENAME COLUMN id2 TO id;",
      },
      {
        title: "A type of this pull request",
        migration: "CREATE TYPE address AS (street text, city text);\nALTER TYPE address DROP ATTRIBUTE street;",
      },
      {
        title: "An attribute that may well not be there",
        migration: "ALTER TYPE address DROP ATTRIBUTE IF EXISTS street;",
      },
      { title: "A foreign table gets one more", migration: "ALTER FOREIGN TABLE partners ADD COLUMN fax text;" },
      "CREATE TABLE fax (number text, note text);\nALTER TABLE fax DROP COLUMN note;",
    ],
  },

  *check(operation, context, { step }) {
    if (ruleFor(step, context) !== "drop-column") return;
    const isColumn = operation.kind === "drop-column";
    const name = isColumn ? droppedName(operation) : `${keyOf(operation.type)}.${operation.attribute}`;
    yield {
      at: operation.at,
      subject: name,
      data: { name, isColumn, hasContract: context.base.database !== undefined, ...successorOf(step, context) },
    };
  },

  explain: ({ name, isColumn, hasContract, ...successor }) => ({
    what: `The ${isColumn ? "column" : "attribute"} ${code(name)} is dropped, and ${hasContract ? "the contract does not know it: nobody can say" : "no contract says"} who reads it.`,
    why: "What is dropped is gone with its data, and every reader that nobody thought of fails at once.",
    fix: !isColumn
      ? `Stop writing and reading ${code(name)} first, and drop it a release later.`
      : `Add a row for ${code(name)} to the Columns table with ${code("DEPRECATED since <the contract's next version>")} in its description, stop writing and reading it, and drop it a release later.${renameAdvice(successor)}`,
  }),
});
