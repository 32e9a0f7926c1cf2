import { undocumentedRule } from "./undocumented.ts";

const migration = "CREATE TYPE carrier AS ENUM ('post', 'courier');";

const guarded = (statement: string) =>
  `DO $$ BEGIN\n  ${statement}\nEXCEPTION WHEN duplicate_object THEN NULL;\nEND $$;`;

/** An enum that a migration makes is stated in the contract. */
export const enumUndocumented = undocumentedRule("enum", {
  id: "enum-undocumented",
  summary: "Require the contract to state every enum that a migration creates",
  why: "Readers and writers have to know the values; an enum outside of the contract is copied by hand into code and drifts.",
  examples: {
    invalid: [migration, { title: "Made in a block that lets it be there already", migration: guarded(migration) }],
    valid: [
      {
        title: "A block that makes what the contract has",
        migration: guarded("CREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped');"),
      },
      {
        title: "A DDL block states it",
        migration,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "CREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped');\n",
              `CREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped');\n${migration}\n`,
            ],
          ],
        },
      },
      { title: "Made and dropped in one pull request", migration: `${migration}\nDROP TYPE carrier;` },
      { title: "A domain is no enum", migration: "CREATE DOMAIN percent AS integer CHECK (VALUE BETWEEN 0 AND 100);" },
      { title: "A new value of a known enum", migration: "ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'lost';" },
    ],
  },
});
