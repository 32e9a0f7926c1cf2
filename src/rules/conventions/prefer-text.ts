import { preferredTypeRule } from "./preferred-type.ts";

/** PostgreSQL stores all character types alike: a length only makes the column harder to change (https://www.postgresql.org/docs/current/datatype-character.html). */
export const preferText = preferredTypeRule({
  id: "prefer-text",
  summary: "Prefer text to varchar(n) and char(n), in PostgreSQL",
  whenToWaive: "Another program, or a law, sets the length once and for all.",
  why: "All character types are stored alike. A length of a type is changed under an exclusive lock, and made shorter only by writing the table anew; a CHECK can be added and validated without either. `char(n)` is padded with spaces besides.",
  advice: "Where a length is to be held: `CHECK (length(…) <= n)`.",
  better: ({ base, modifiers }) => {
    const isPadded = base === "character" || base === "bpchar";
    return isPadded || (base === "character varying" && modifiers.length > 0) ? "text" : undefined;
  },
  examples: {
    invalid: [
      "CREATE TABLE coupons (code varchar(20) PRIMARY KEY);",
      "ALTER TABLE users ADD COLUMN country char(2);",
      "ALTER TABLE users ALTER COLUMN email TYPE character varying(500);",
      "ALTER TABLE users ADD COLUMN tags varchar(20)[];",
    ],
    valid: [
      "CREATE TABLE coupons (code text PRIMARY KEY);",
      { title: "Without a length it is text", migration: "ALTER TABLE users ADD COLUMN fax varchar;" },
      "ALTER TABLE users ALTER COLUMN email TYPE text;",
      { title: "One byte of the catalog's own", migration: `ALTER TABLE users ADD COLUMN kind "char";` },
      { title: "It was there", migration: "ALTER TABLE users ADD COLUMN IF NOT EXISTS email varchar(255);" },
      { title: "Another name for it", migration: "ALTER TABLE users RENAME COLUMN email TO mail;" },
      {
        title: "Another spelling of what it is",
        migration: "ALTER TABLE users ALTER COLUMN email TYPE character varying(255);",
      },
      "ALTER TABLE users ADD COLUMN bits bit varying(8);",
    ],
  },
});
