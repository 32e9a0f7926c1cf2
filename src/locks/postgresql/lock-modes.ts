import type { Stops } from "../../model/lock.ts";

/** PostgreSQL's table locks from the lightest to the heaviest, with what each keeps others from (https://www.postgresql.org/docs/current/explicit-locking.html). */
export const lockModes = {
  "ACCESS SHARE": "schema changes",
  "ROW SHARE": "schema changes",
  "ROW EXCLUSIVE": "schema changes",
  "SHARE UPDATE EXCLUSIVE": "schema changes",
  SHARE: "writes",
  "SHARE ROW EXCLUSIVE": "writes",
  EXCLUSIVE: "writes",
  "ACCESS EXCLUSIVE": "reads and writes",
} as const satisfies Readonly<Record<string, Stops>>;

/** A lock mode by the name that `LOCK TABLE` knows it by. */
export type LockMode = keyof typeof lockModes;

/** Whether a text is a lock mode. */
export function isLockMode(text: string): text is LockMode {
  return Object.hasOwn(lockModes, text);
}
