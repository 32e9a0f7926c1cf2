import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isDemanded, readersLeft } from "./readers-left.ts";
import { ruleFor } from "./taking-away.ts";

/** Whoever calls a function or procedure follows the contract's section on it. */
export const dropRoutine = defineRule({
  id: "drop-routine",
  on: ["drop-routine"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow dropping a function or procedure before its deprecation is complete",
  whenToWaive: "When nothing calls it any more and the calls were never part of a contract.",
  mend: ["expand-and-contract", "rollback"],
  examples: {
    invalid: [
      "DROP FUNCTION user_total(integer);",
      "DROP FUNCTION IF EXISTS user_total;",
      {
        title: "Made by an earlier migration, though no contract names it",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md": null,
          "migrations/0001_total.sql": "CREATE FUNCTION total() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';",
        },
        head: { "migrations/0002_no_total.sql": "DROP FUNCTION total();" },
      },
    ],
    valid: [
      {
        title: "Made again, which is how a signature is changed",
        migration:
          "DROP FUNCTION user_total(integer);\nCREATE FUNCTION user_total(integer, integer DEFAULT 0) RETURNS numeric LANGUAGE sql AS 'SELECT sum(total) FROM orders WHERE user_id = $1';",
      },
      "CREATE OR REPLACE FUNCTION user_total(integer) RETURNS numeric LANGUAGE sql STABLE AS 'SELECT sum(total) FROM orders WHERE user_id = $1 AND total > 0';",
      {
        title: "Made in the same pull request",
        migration: "CREATE FUNCTION a() RETURNS integer LANGUAGE sql AS 'SELECT 1';\nDROP FUNCTION a();",
      },
      {
        title: "A helper of the migration's own, where no contract says what there is",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md": null,
          "migrations/0001_users.sql": "CREATE TABLE users (id integer PRIMARY KEY, name text);",
        },
        head: {
          "migrations/0002_names.sql":
            "DROP FUNCTION IF EXISTS tidy(text);\nCREATE FUNCTION tidy(text) RETURNS text LANGUAGE sql AS 'SELECT trim($1)';\nUPDATE users SET name = tidy(name) WHERE name <> tidy(name);\nDROP FUNCTION tidy(text);",
        },
      },
      {
        title: "A trigger's function, which goes with its trigger: nobody else can call it",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md": null,
          "migrations/0001_users.sql":
            "CREATE TABLE users (id integer PRIMARY KEY, seen timestamptz);\nCREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN new.seen = now(); RETURN new; END $$;\nCREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();",
        },
        head: {
          "migrations/0002_no_touch.sql": "DROP TRIGGER IF EXISTS touch ON users;\nDROP FUNCTION IF EXISTS touch();",
        },
      },
      { title: "Nobody promised it", migration: "DROP FUNCTION IF EXISTS scratch(integer);" },
    ],
  },

  *check(operation, context, { step }) {
    if (ruleFor(step, context) !== "drop-routine") return;
    const left = readersLeft(context, operation);
    const name = keyOf(operation.routine);
    yield {
      at: operation.at,
      subject: name,
      related: left.related,
      stated: isDemanded(context, left),
      data: { kind: operation.routineKind, name, readers: left.words },
    };
  },

  explain: ({ kind, name, readers }) => ({
    what: `The ${kind} ${code(name)} is dropped${readers === "" ? " before its deprecation was complete." : `; it is still used by ${readers}.`}`,
    why: "While the new release rolls out the old code still runs: every call of it fails.",
    fix: `Leave it in place, write ${code("**Status:** DEPRECATED since <version>")} into its section of the contract, move its callers, and drop it a release later.`,
  }),
});
