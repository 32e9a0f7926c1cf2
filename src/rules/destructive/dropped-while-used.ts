import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { renameAdvice, successorOf } from "./meant-as-rename.ts";
import { isDemanded, readersLeft, wordsFor } from "./readers-left.ts";
import { deprecationOf, droppedName, ruleFor } from "./taking-away.ts";

const eventsContract = `# Database Schema Contract

**Version:** 1.0.0

## Tables

### Table: events

\`\`\`sql
CREATE TABLE events (id integer PRIMARY KEY, body text);
\`\`\`

## Stored Procedures & Functions

### Function: note

\`\`\`sql
CREATE FUNCTION note() RETURNS void LANGUAGE plpgsql AS $$ BEGIN INSERT INTO events (id, body) VALUES (1, 'a'); END $$;
\`\`\`
`;

/** What the contracts say is still used must not go, marked deprecated or not. */
export const droppedWhileUsed = defineRule({
  id: "dropped-while-used",
  on: ["drop-table", "drop-column"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow dropping a table or column that a query, endpoint, view, routine or module still uses",
  whenToWaive: "Not while the reader is real. When the contract is what is out of date, correct the contract instead.",
  mend: ["expand-and-contract", "edit-contract"],
  examples: {
    invalid: [
      { title: "A query and an endpoint read it", migration: "ALTER TABLE users DROP COLUMN email;" },
      { title: "Modules are listed under Used By", migration: "DROP TABLE users CASCADE;" },
      {
        title: "Another table's foreign key points at it, and stays",
        migration: "ALTER TABLE rows ADD COLUMN note text;\nDROP TABLE fields;",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md": null,
          "migrations/0000_fields.sql":
            "CREATE TABLE fields (id integer PRIMARY KEY);\nCREATE TABLE rows (field integer CONSTRAINT rows_field REFERENCES fields);",
        },
      },
      {
        title: "A PL/pgSQL function writes it by its name",
        migration: "DROP TABLE events;",
        base: { "DATABASE_SCHEMA_CONTRACT.md": eventsContract },
      },
    ],
    valid: [
      {
        title: "What has its name from then on serves a PL/pgSQL function as it did",
        migration:
          "ALTER TABLE events RENAME TO events_old;\nCREATE TABLE events (id integer PRIMARY KEY, body text);\nDROP TABLE events_old;",
        base: { "DATABASE_SCHEMA_CONTRACT.md": eventsContract },
      },
      { title: "Nobody that the contracts know reads it", migration: "ALTER TABLE users DROP COLUMN created_at;" },
      {
        title: "Its only reader goes with it",
        migration: "DROP VIEW scratch_names;\nALTER TABLE scratch DROP COLUMN name;",
        base: { "migrations/0000_scratch.sql": "CREATE TABLE scratch (id integer, name text);" },
      },
      {
        title: "Made in the same pull request",
        migration: "CREATE TABLE a (id integer);\nCREATE VIEW b AS SELECT id FROM a;\nDROP TABLE a CASCADE;",
      },
      {
        title: "A view keeps the name",
        migration: "ALTER TABLE users RENAME TO people;\nCREATE VIEW users AS SELECT * FROM people;",
      },
      {
        title: "The table whose foreign key named it is made anew, and its key of that name points elsewhere",
        migration:
          "DROP TABLE rows;\nDROP TABLE fields;\nCREATE TABLE metafields (id integer PRIMARY KEY);\nCREATE TABLE rows (field integer CONSTRAINT rows_field REFERENCES metafields);",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md": null,
          "migrations/0000_fields.sql":
            "CREATE TABLE fields (id integer PRIMARY KEY);\nCREATE TABLE rows (field integer CONSTRAINT rows_field REFERENCES fields);",
        },
      },
      {
        title: "The foreign key goes first",
        migration: "ALTER TABLE rows DROP CONSTRAINT rows_field;\nDROP TABLE fields;",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md": null,
          "migrations/0000_fields.sql":
            "CREATE TABLE fields (id integer PRIMARY KEY);\nCREATE TABLE rows (field integer CONSTRAINT rows_field REFERENCES fields);",
        },
      },
      {
        title: "Another table's column of that name",
        migration: "CREATE TABLE a (id integer, email text);\nALTER TABLE a DROP email;",
      },
    ],
  },

  *check(operation, context, { step }) {
    if (ruleFor(step, context) !== "dropped-while-used") return;
    const name = droppedName(operation);
    const left = readersLeft(context, operation);
    const state = deprecationOf(operation, context);
    const before = [
      ...(state?.readers ?? []),
      ...(state?.modules ?? []).map(({ module }) => ({ kind: "module" as const, name: module })),
    ];
    yield {
      at: operation.at,
      subject: name,
      related: left.related,
      stated: isDemanded(context, left),
      data: {
        name,
        isColumn: operation.kind === "drop-column",
        readers: left.words,
        before: wordsFor(before),
        isDeprecated: state !== undefined,
        first: state?.firstVersionToDrop ?? "",
        ...successorOf(step, context),
      },
    };
  },

  explain: ({ name, isColumn, readers, before, isDeprecated, first, ...successor }) => ({
    what:
      readers === ""
        ? `The ${isColumn ? "column" : "table"} ${code(name)} is dropped in the same pull request in which its readers stop using it: ${before}.`
        : `The ${isColumn ? "column" : "table"} ${code(name)} is dropped${isDeprecated ? "" : ", was never marked deprecated,"} and is still used by ${readers}.`,
    why: "Between the migration and the new release the old code still runs: what uses it fails as soon as the migration has run, and its data is gone.",
    fix: isDeprecated
      ? `Change these readers first, and their entries in the contracts; drop ${code(name)} ${first === "" ? "a release later" : `in ${code(first)} or later`}.`
      : `Take the drop out of this pull request. Mark ${code(name)} with ${code("DEPRECATED since <version>")} in the contract, change its readers and their entries, and drop it a release after the last of them is gone.${renameAdvice(successor)}`,
  }),
});
