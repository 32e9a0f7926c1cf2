import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";
import { isDemanded, readersLeft } from "./readers-left.ts";
import { ruleFor } from "./taking-away.ts";

/** For those who read it a renamed column is a dropped one. */
export const renameColumn = defineRule({
  id: "rename-column",
  on: ["rename-column"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow renaming a column unless its old name stays",
  whenToWaive: "When every reader is deployed together with the migration, in a window that the reason names.",
  mend: ["expand-and-contract"],
  examples: {
    invalid: [
      "ALTER TABLE users RENAME COLUMN email TO mail;",
      'ALTER TABLE public."orders" RENAME placed_at TO created_at;',
    ],
    valid: [
      {
        title: "A generated column keeps the old name",
        migration:
          "ALTER TABLE users RENAME COLUMN email TO mail;\nALTER TABLE users ADD COLUMN email text GENERATED ALWAYS AS (mail) STORED;",
      },
      {
        title: "Added in the same pull request",
        migration: "ALTER TABLE users ADD COLUMN fax text;\nALTER TABLE users RENAME COLUMN fax TO fax_number;",
      },
      {
        title: "A table of this pull request",
        migration: "CREATE TABLE a (id integer);\nALTER TABLE a RENAME COLUMN id TO a_id;",
      },
      { title: "The new column beside the old one", migration: "ALTER TABLE users ADD COLUMN mail text;" },
      {
        title: "A constraint's name is nobody's query",
        migration: "ALTER TABLE orders RENAME CONSTRAINT orders_total_check TO positive;",
      },
      {
        title: "There and back",
        migration: "ALTER TABLE users RENAME email TO mail;\nALTER TABLE users RENAME mail TO email;",
      },
    ],
  },

  *check(operation, context, { step }) {
    if (ruleFor(step, context) !== "rename-column") return;
    const left = readersLeft(context, operation);
    const { dialect } = context.engine;
    const table = keyOf(operation.table);
    const column = step.before.tables.get(table)?.columns.find((one) => one.name === operation.column);
    const name = `${table}.${operation.column}`;
    // SQLite adds no stored column, and MySQL copies the table for one.
    const kept = dialect === "postgresql" ? "STORED" : "VIRTUAL";
    yield {
      at: operation.at,
      subject: name,
      related: left.related,
      stated: isDemanded(context, left),
      data: {
        table,
        from: operation.column,
        to: operation.to,
        readers: left.words,
        stays: `ALTER TABLE ${sqlQualifiedName(operation.table, dialect)} ADD COLUMN ${sqlName(operation.column, dialect)} ${column?.type?.meaning ?? "<type>"} GENERATED ALWAYS AS (${sqlName(operation.to, dialect)}) ${kept}`,
        stored: kept === "STORED",
      },
    };
  },

  explain: ({ table, from, to, readers, stays, stored }) => ({
    what: `The column ${code(`${table}.${from}`)} is renamed to ${code(to)}${readers === "" ? "." : `; the old name is still used by ${readers}.`}`,
    why: "While the new release rolls out the old code still runs: every statement with the old name fails from the moment the migration has run.",
    fix: `Add ${code(to)} beside ${code(from)}, write both, copy the values, move the readers over, and mark ${code(from)} ${code("DEPRECATED since <version>")}; or keep the old name in this change with ${code(stays, 200)}, if nobody writes it${stored ? " and the table is small, for all of its rows are written anew" : ""}.`,
  }),
});
