import { preferredTypeRule } from "./preferred-type.ts";

/** The type json is text that was checked once: it has no equality, no index, and is read anew at each use (https://www.postgresql.org/docs/current/datatype-json.html). */
export const preferJsonb = preferredTypeRule({
  id: "prefer-jsonb",
  summary: "Prefer jsonb to json, in PostgreSQL",
  whenToWaive: "White space, the order of keys or keys that stand twice must be kept as they came.",
  why: "`json` has no `=` operator, so that SELECT DISTINCT, UNION and GROUP BY over the table fail; it cannot be indexed with GIN, and is parsed at every use.",
  better: ({ base }) => (base === "json" ? "jsonb" : undefined),
  examples: {
    invalid: [
      "ALTER TABLE users ADD COLUMN settings json;",
      "CREATE TABLE events (id bigint PRIMARY KEY, body json NOT NULL);",
      "ALTER TABLE users ADD COLUMN parts json[];",
    ],
    valid: [
      "ALTER TABLE users ADD COLUMN settings jsonb;",
      "CREATE TABLE events (id bigint PRIMARY KEY, json text);",
      "ALTER TABLE users ADD COLUMN settings jsonb[];",
      { title: "To the better type", migration: "CREATE TABLE a (b json);\nALTER TABLE a ALTER COLUMN b TYPE jsonb;" },
      {
        title: "A type of that name",
        migration: "CREATE DOMAIN json_text AS text;\nALTER TABLE users ADD COLUMN settings json_text;",
      },
      "CREATE TEMPORARY TABLE batch (body json);",
    ],
  },
});
