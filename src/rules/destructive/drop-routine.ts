import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isDemanded, readersLeft } from "./readers-left.ts";
import { ruleFor } from "./taking-away.ts";

/** Whoever calls a function or procedure follows the contract's section on it. */
export const dropRoutine = defineRule({
  id: "drop-routine",
  on: ["drop-routine", "rename-routine"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary:
    "Disallow dropping or renaming a function or procedure before its deprecation is complete, unless another keeps its name",
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
      {
        title: "Renamed: who calls it by the old name fails as well",
        migration: "ALTER FUNCTION user_total(integer) RENAME TO spent_by;",
      },
      {
        title: "Renamed, and the old name is another function's, of other arguments",
        migration:
          "ALTER FUNCTION user_total(integer) RENAME TO spent_by;\nCREATE FUNCTION user_total(text) RETURNS numeric LANGUAGE sql STABLE AS 'SELECT spent_by($1::integer)';",
      },
      {
        title: "A procedure of an earlier migration is renamed, though no contract names it",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md": null,
          "migrations/0001_close.sql": "CREATE PROCEDURE close_month() LANGUAGE sql AS 'SELECT 1';",
        },
        head: { "migrations/0002_rename.sql": "ALTER PROCEDURE close_month() RENAME TO end_month;" },
      },
    ],
    valid: [
      {
        title: "Renamed, and a function of the same arguments keeps the old name",
        migration:
          "ALTER FUNCTION user_total(integer) RENAME TO spent_by;\nCREATE FUNCTION user_total(integer) RETURNS numeric LANGUAGE sql STABLE AS 'SELECT spent_by($1)';",
      },
      {
        title: "Made in the same pull request and renamed",
        migration: "CREATE FUNCTION a() RETURNS integer LANGUAGE sql AS 'SELECT 1';\nALTER FUNCTION a() RENAME TO b;",
      },
      {
        title: "A trigger's function is renamed, which its trigger follows",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md": null,
          "migrations/0001_users.sql":
            "CREATE TABLE users (id integer PRIMARY KEY, seen timestamptz);\nCREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN new.seen = now(); RETURN new; END $$;\nCREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();",
        },
        head: { "migrations/0002_rename.sql": "ALTER FUNCTION touch() RENAME TO note_visit;" },
      },
      {
        title: "Renamed under a new signature, and the old one is made again before it goes",
        migration:
          "ALTER FUNCTION user_total(integer) RENAME TO user_total_old;\nCREATE FUNCTION user_total(integer) RETURNS numeric LANGUAGE sql STABLE AS 'SELECT sum(total) FROM orders WHERE user_id = $1 AND total > 0';\nDROP FUNCTION user_total_old(integer);",
      },
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
      {
        title: "Another name for an index, which nobody calls",
        migration: "ALTER INDEX idx_users_email RENAME TO users_email_idx;",
      },
      { title: "A routine that nobody promised is renamed", migration: "ALTER FUNCTION scratch(integer) RENAME TO s;" },
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
      data:
        operation.kind === "drop-routine"
          ? { kind: operation.routineKind, name, to: "", readers: left.words }
          : { kind: "routine", name, to: keyOf({ ...operation.routine, name: operation.to }), readers: left.words },
    };
  },

  explain: ({ kind, name, to, readers }) => ({
    what:
      to === ""
        ? `The ${kind} ${code(name)} is dropped${readers === "" ? " before its deprecation was complete." : `; it is still used by ${readers}.`}`
        : `The ${kind} ${code(name)} becomes ${code(to)}${readers === "" ? "." : `; the old name is still used by ${readers}.`}`,
    why: "While the new release rolls out the old code still runs: every call of it fails.",
    fix:
      to !== ""
        ? `Keep the old name until its callers have moved: make another ${code(name)} with the same arguments in this migration that calls ${code(to)}, write ${code("**Status:** DEPRECATED since <version>")} into its section of the contract, and drop it a release later.`
        : `Leave it in place, write ${code("**Status:** DEPRECATED since <version>")} into its section of the contract, move its callers, and drop it a release later.`,
  }),
});
