import { preferredTypeRule } from "./preferred-type.ts";

/** A timestamp without time zone is the reading of a clock that nobody knows where it hangs (https://www.postgresql.org/docs/current/datatype-datetime.html). */
export const preferTimestamptz = preferredTypeRule({
  id: "prefer-timestamptz",
  summary: "Prefer timestamptz to timestamp without time zone, in PostgreSQL",
  whenToWaive: "The column holds the reading of a clock, such as opening hours, rather than a moment.",
  why: "The offset of what is written is thrown away without a word, so that two clients in different zones store different values for one moment. Both types take eight bytes.",
  better: ({ base, modifiers }) =>
    base === "timestamp without time zone"
      ? `timestamptz${modifiers.length > 0 ? `(${modifiers.join(", ")})` : ""}`
      : undefined,
  examples: {
    invalid: [
      "ALTER TABLE users ADD COLUMN seen_at timestamp;",
      "CREATE TABLE logins (id integer PRIMARY KEY, at timestamp(3) without time zone NOT NULL);",
      "ALTER TABLE orders ALTER COLUMN status TYPE timestamp USING now();",
    ],
    valid: [
      "ALTER TABLE users ADD COLUMN seen_at timestamptz;",
      "CREATE TABLE logins (id integer PRIMARY KEY, at timestamp(3) with time zone NOT NULL);",
      "ALTER TABLE users ADD COLUMN born date, ADD COLUMN wakes time;",
      "ALTER TABLE users ALTER COLUMN created_at TYPE timestamptz USING created_at AT TIME ZONE 'UTC';",
      { title: "It was there", migration: "ALTER TABLE users ALTER COLUMN created_at SET DEFAULT now();" },
      {
        title: "Of its own type",
        migration: "CREATE TYPE timestamp_kind AS ENUM ('a');\nALTER TABLE users ADD COLUMN kind timestamp_kind;",
      },
    ],
  },
});
