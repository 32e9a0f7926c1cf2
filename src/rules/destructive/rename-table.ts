import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { Dialect } from "../../model/schema.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { isDemanded, readersLeft } from "./readers-left.ts";
import { ruleFor } from "./taking-away.ts";

const kinds = ["rename-table", "rename-view", "move-to-schema"] as const;

/** For those who read it a renamed table or view, or one that moves to another schema, is a dropped one. */
export const renameTable = defineRule({
  id: "rename-table",
  on: kinds,
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow renaming a table or view, or moving it to another schema, unless a view keeps the old name",
  whenToWaive: "When every reader is deployed together with the migration, in a window that the reason names.",
  mend: ["expand-and-contract"],
  examples: {
    invalid: [
      "ALTER TABLE users RENAME TO people;",
      "ALTER VIEW paid_orders RENAME TO settled_orders;",
      "CREATE SCHEMA shop;\nALTER TABLE orders SET SCHEMA shop;",
    ],
    valid: [
      {
        title: "A view keeps the old name",
        migration: "ALTER TABLE users RENAME TO people;\nCREATE VIEW users AS SELECT * FROM people;",
      },
      {
        title: "Made in the same pull request",
        migration: "CREATE TABLE a (id integer);\nALTER TABLE a RENAME TO b;",
      },
      { title: "An index is named in no query", migration: "ALTER INDEX idx_users_email RENAME TO users_email_idx;" },
      {
        title: "Another table takes its place",
        migration:
          "CREATE TABLE users_new (LIKE users INCLUDING ALL);\nINSERT INTO users_new SELECT * FROM users;\nALTER TABLE users RENAME TO users_old;\nALTER TABLE users_new RENAME TO users;",
      },
      { title: "A sequence", migration: "CREATE SEQUENCE s;\nALTER SEQUENCE s RENAME TO t;" },
      {
        title: "A view of this pull request",
        migration: "CREATE VIEW a AS SELECT id FROM users;\nALTER VIEW a RENAME TO b;",
      },
    ],
  },

  *check(operation, context, { step }) {
    if (ruleFor(step, context) !== "rename-table") return;
    const left = readersLeft(context, operation);
    const { noun, from, to } = namesOf(operation);
    yield {
      at: operation.at,
      subject: keyOf(from),
      related: left.related,
      stated: isDemanded(context, left),
      data: {
        noun,
        from: keyOf(from),
        to: keyOf(to),
        readers: left.words,
        view: viewOf(from, to, context.engine.dialect),
      },
    };
  },

  explain: ({ noun, from, to, readers, view }) => ({
    what: `The ${noun} ${code(from)} becomes ${code(to)}${readers === "" ? "." : `; the old name is still used by ${readers}.`}`,
    why: "While the new release rolls out the old code still runs: every statement with the old name fails from the moment the migration has run.",
    fix: `Keep the old name until the readers have moved: add ${code(view, 200)} to this migration, mark the view ${code("DEPRECATED since <version>")} in the contract, and drop it a release later.`,
  }),
});

/** What answers under the old name. */
function viewOf(from: QualifiedName, to: QualifiedName, dialect: Dialect): string {
  return `CREATE VIEW ${sqlQualifiedName(from, dialect)} AS SELECT * FROM ${sqlQualifiedName(to, dialect)};`;
}

type Renamed = { readonly noun: string; readonly from: QualifiedName; readonly to: QualifiedName };

function namesOf(operation: OperationOf<(typeof kinds)[number]>): Renamed {
  switch (operation.kind) {
    case "rename-table":
      return { noun: "table", from: operation.table, to: { ...operation.table, name: operation.to } };
    case "rename-view":
      return { noun: "view", from: operation.view, to: { ...operation.view, name: operation.to } };
    case "move-to-schema":
      return {
        noun: operation.object === "table" ? "table" : "view",
        from: operation.name,
        to: { schema: operation.to, name: operation.name.name },
      };
  }
}
