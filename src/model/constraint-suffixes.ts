import type { Constraint } from "./schema.ts";

/** What PostgreSQL ends the name of a constraint with that has none of its own. */
export const constraintSuffixes: Readonly<Record<Constraint["kind"], string>> = {
  "primary-key": "pkey",
  unique: "key",
  "foreign-key": "fkey",
  check: "check",
  exclude: "excl",
  "not-null": "not_null",
};
