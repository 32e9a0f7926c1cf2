import type { Comparison, Discrepancy } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { exampleBase } from "../example-base.ts";
import { subjectOf } from "./discrepancies.ts";
import { promiseWords } from "./promise-words.ts";

const contract = "DATABASE_SCHEMA_CONTRACT.md";
/** The check on `orders.total` stands in its row alone, without a name. */
const namelessCheck = {
  [contract]: (exampleBase[contract] ?? "").replace("    CONSTRAINT orders_total_check CHECK (total >= 0),\n", ""),
};

/** The contract states what is, not what is meant to be: each change of its promises comes with the migration that makes it. */
export const contractClaimsUnmadeChange = defineRule({
  id: "contract-claims-unmade-change",
  on: "pull-request",
  section: "Purpose",
  severity: "error",
  summary: "Disallow documenting a schema change that no migration of the pull request makes",
  whenToWaive:
    "When the schema already is as the contract now says, because somebody changed it outside of the migrations: say where.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "A column that nothing adds",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "| nickname | text | YES | - | | DEPRECATED since 1.4.0: use name |\n",
              "| nickname | text | YES | - | | DEPRECATED since 1.4.0: use name |\n| phone | text | YES | - | | For couriers |\n",
            ],
            ["    nickname text,\n", "    nickname text,\n    phone text,\n"],
          ],
        },
      },
      {
        title: "A type that nothing changes",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["| email | varchar(255) | NO |", "| email | text | NO |"],
            ["    email varchar(255) NOT NULL,\n", "    email text NOT NULL,\n"],
          ],
        },
      },
    ],
    valid: [
      {
        title: "A constraint is dropped by a name that the cell does not give",
        base: namelessCheck,
        migration: "ALTER TABLE orders DROP CONSTRAINT total_is_positive;",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["| CHECK (total >= 0) | Sum in euros |", "| | Sum in euros |"]] },
      },
      {
        title: "The migration makes it",
        migration: "ALTER TABLE users ADD COLUMN phone text;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "| nickname | text | YES | - | | DEPRECATED since 1.4.0: use name |\n",
              "| nickname | text | YES | - | | DEPRECATED since 1.4.0: use name |\n| phone | text | YES | - | | For couriers |\n",
            ],
            ["    nickname text,\n", "    nickname text,\n    phone text,\n"],
          ],
        },
      },
      {
        title: "Another spelling of the same type",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [["| email | varchar(255) | NO |", "| email | character varying(255) | NO |"]],
        },
      },
      {
        title: "A better description, and a mark",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["| | Name to be shown |", "| | DEPRECATED since 1.5.0: use display_name |"],
            ["- `reporting` - Counts them", "- `reporting` - Counts them\n- `billing` - Sends invoices"],
          ],
        },
      },
      {
        title: "The model changes with it: model-without-migration asks for the migration",
        base: { "prisma/schema.prisma": "model users {\n  id Int @id\n}\n" },
        head: { "prisma/schema.prisma": "model users {\n  id    Int     @id\n  phone String?\n}\n" },
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "| nickname | text | YES | - | | DEPRECATED since 1.4.0: use name |\n",
              "| nickname | text | YES | - | | DEPRECATED since 1.4.0: use name |\n| phone | text | YES | - | | For couriers |\n",
            ],
            ["    nickname text,\n", "    nickname text,\n    phone text,\n"],
          ],
        },
      },
      {
        title: "It is written into a merged migration: merged-migration-edited speaks",
        edits: {
          "migrations/0001_base.sql": [["    nickname text,\n", "    nickname text,\n    phone text,\n"]],
          "DATABASE_SCHEMA_CONTRACT.md": [["    nickname text,\n", "    nickname text,\n    phone text,\n"]],
        },
      },
      {
        title: "The pull request brings the first contract",
        base: { "DATABASE_SCHEMA_CONTRACT.md": "" },
        head: {
          "DATABASE_SCHEMA_CONTRACT.md":
            "# Database Schema Contract\n\n**Version:** 1.0.0\n\n## Tables\n\n### Table: users\n\n#### Columns\n\n| Column Name | Data Type | Nullable | Default |\n|---|---|---|---|\n| id | integer | NO | - |\n",
        },
      },
    ],
  },

  *check({ base, comparison, head }) {
    if (head.database === undefined || base.database === undefined || base.database.text.trim() === "") return;
    for (const one of comparison.discrepancies) {
      if (!one.introduced || !one.unmadeChange || isOfModel(one, comparison) || isOfEdit(one, comparison)) continue;
      yield {
        at: one.contractAt,
        subject: [subjectOf(one), one.kind === "different" ? (one.attribute ?? "") : ""].join(" ").trim(),
        data: {
          claim: one.kind,
          noun: promiseWords[one.object].noun,
          name: subjectOf(one),
          attribute: one.attribute ?? "",
          actual: one.actual ?? "",
          promised: one.promised ?? "",
        },
      };
    }
  },

  explain: ({ claim, noun, name, attribute, actual, promised }) => ({
    what: claimWords[claim]({ thing: `the ${noun} ${code(name)}`, attribute, actual, promised }),
    why: "The contract would promise a schema that the database does not have after this pull request.",
    fix: "Add the migration that makes this change, or take the change of the contract out of this pull request.",
  }),
});

/** What a model of this pull request changes, too, model-without-migration says at the model. */
function isOfModel({ owner, name }: Discrepancy, { models }: Comparison): boolean {
  const key = owner.toLowerCase();
  return models.changes.some(
    (change) =>
      change.owner.toLowerCase() === key &&
      (change.name === undefined || name === undefined || change.name.toLowerCase() === name.toLowerCase()),
  );
}

/** What is written into a merged migration, merged-migration-edited says there. */
function isOfEdit({ owner }: Discrepancy, { migrations }: Comparison): boolean {
  return migrations.some(({ migration, previous }) => {
    if (previous === undefined || migration.repeatable) return false;
    const before = new Set(previous.up.statements.map(({ text }) => text));
    return migration.up.operations.some(
      (operation) => "table" in operation && keyOf(operation.table) === owner && !before.has(operation.statement.text),
    );
  });
}

type Claim = { readonly thing: string; readonly attribute: string; readonly actual: string; readonly promised: string };

const claimWords: Readonly<Record<Discrepancy["kind"], (claim: Claim) => string>> = {
  stale: ({ thing }) => `The contract now promises ${thing}, and no migration makes it.`,
  missing: ({ thing }) => `The contract no longer has ${thing}, and no migration drops it.`,
  different: ({ thing, attribute, actual, promised }) =>
    `The contract now says ${attribute === "" ? "" : `${attribute} `}${code(promised)} for ${thing}, which is ${code(actual)}, and no migration changes it.`,
};
