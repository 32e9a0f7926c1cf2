import type { Lock } from "../../model/lock.ts";
import type { Operation } from "../../model/operation.ts";
import type { RuleContext } from "../define-rule.ts";

/** The locks of an operation that readers or writers of a table wait for. */
export function stoppingLocks({ locks }: RuleContext, operation: Operation): readonly Lock[] {
  return (locks.get(operation) ?? []).filter(({ stops }) => stops === "writes" || stops === "reads and writes");
}

/** Whether a lock is held while the rows of a table are read, indexed or written anew. */
export function isLong({ work }: Lock): boolean {
  return work === "scan" || work === "index build" || work === "rewrite";
}
