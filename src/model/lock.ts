import type { Operation } from "./operation.ts";

/** What others cannot do while a lock is held, from least to most. */
export type Stops = "nothing" | "schema changes" | "writes" | "reads and writes";

/** How long a lock is held, from least to most: `instant` is no longer than the catalog's own change takes. */
export type Work = "instant" | "index lookup" | "scan" | "index build" | "rewrite";

/** A lock that one operation takes on one table, by the manual of the server's version. */
export type Lock = {
  readonly operation: Operation;
  /** `keyOf` of the table (or view) that is locked. */
  readonly table: string;
  /** As the manual spells it: `ACCESS EXCLUSIVE`, `SHARE ROW EXCLUSIVE`; for MySQL what `ALGORITHM` and `LOCK` come to: `COPY, LOCK=SHARED`. */
  readonly mode: string;
  readonly work: Work;
  readonly stops: Stops;
  /** In words: "held while the table is rewritten". */
  readonly held: string;
  /** The manual's page. */
  readonly source: string;
};

/** The lock in one line of plain text: "ACCESS EXCLUSIVE · held while the table is rewritten · stops reads and writes". */
export function lockWords({ mode, held, stops }: Pick<Lock, "mode" | "held" | "stops">): string {
  return `${mode} · ${held} · stops ${stops}`;
}

const weightOfStops: Readonly<Record<Stops, number>> = {
  nothing: 0,
  "schema changes": 0,
  writes: 1,
  "reads and writes": 2,
};

const weightOfWork: Readonly<Record<Work, number>> = {
  instant: 0,
  "index lookup": 0,
  scan: 1,
  "index build": 2,
  rewrite: 3,
};

/** Whether others wait longer for one lock than for another. */
export function isHeavier(lock: Pick<Lock, "stops" | "work">, other: Pick<Lock, "stops" | "work">): boolean {
  const lasts = Math.sign(weightOfWork[lock.work]) - Math.sign(weightOfWork[other.work]);
  const stops = weightOfStops[lock.stops] - weightOfStops[other.stops];
  return (lasts || stops || weightOfWork[lock.work] - weightOfWork[other.work]) > 0;
}
