import { searchPathOf } from "../search-path.ts";
import type { Appliers } from "./applier.ts";

/** Transactions are kept by `Timeline`; here only the session's search path changes. */
export const sessionAppliers: Appliers<"begin" | "commit" | "rollback" | "savepoint" | "set-parameter"> = {
  begin: () => "no-effect",
  commit: () => "no-effect",
  rollback: () => "no-effect",
  savepoint: () => "no-effect",
  "set-parameter": (work, operation) => {
    if (operation.parameter.toLowerCase() !== "search_path") return "no-effect";
    const { searchPath } = work.moment;
    const outer = searchPath.outer ?? searchPath;
    const next = searchPathOf(operation.value);
    work.moment = { ...work.moment, searchPath: operation.local ? { ...next, outer } : next };
    return "no-effect";
  },
};
