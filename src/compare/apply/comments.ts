import type { Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { columnOf, withColumn } from "../table-parts.ts";
import type { Workspace } from "../workspace.ts";
import type { Appliers } from "./applier.ts";

export const commentAppliers: Appliers<"comment-on"> = { "comment-on": (work, operation) => comment(work, operation) };

/** The schema keeps the comments of tables, columns and views; those of other objects are nobody's promise. */
function comment(work: Workspace, operation: OperationOf<"comment-on">): Step["effect"] {
  const { object, name, part } = operation;
  const text = operation.comment === "" ? undefined : operation.comment;
  const table = work.table(name);
  const view = work.view(name);
  if (object === "column" && part !== undefined) {
    if (table === undefined) return view === undefined ? work.missing(operation, keyOf(name)) : "applied";
    if (columnOf(table, part) === undefined && !table.assumed) return work.missing(operation, `${keyOf(name)}.${part}`);
    work.putTable(withColumn(table, part, { comment: text }));
    return "applied";
  }
  if (object !== "table" && object !== "view" && object !== "materialized view") return "applied";
  if (table !== undefined) work.putTable({ ...table, comment: text });
  else if (view !== undefined) work.putView({ ...view, comment: text });
  else return work.missing(operation, keyOf(name));
  return "applied";
}
