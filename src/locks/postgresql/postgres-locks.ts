import type { Step } from "../../model/comparison.ts";
import type { Engine } from "../../model/engine.ts";
import type { Lock } from "../../model/lock.ts";
import { keyOf } from "../../model/name.ts";

const manual = "https://www.postgresql.org/docs/current";

/** The locks of one operation, by PostgreSQL's manual. */
export function postgresLocks({ operation }: Step, _engine: Engine): readonly Lock[] {
  if (operation.kind !== "create-index" || operation.concurrently) return [];
  return [
    {
      operation,
      table: keyOf(operation.table),
      mode: "SHARE",
      work: "index build",
      stops: "writes",
      held: "held while the index is built",
      source: `${manual}/sql-createindex.html`,
    },
  ];
}
