import type { Operation, OperationOf } from "../../../model/operation.ts";
import type { WrittenColumn } from "./columns.ts";

type On = Pick<OperationOf<"drop-default">, "at" | "statement" | "guard" | "table">;

/** What `MODIFY` and `CHANGE` do: the column is afterwards what the definition says, and nothing that it leaves out. */
export function redefinition(on: On, { definition, constraints }: WrittenColumn): readonly Operation[] {
  const {
    name: column,
    type,
    nullable,
    default: value,
    generated,
    identity,
    collation,
    characterSet,
    position,
    comment,
  } = definition;
  const of = { ...on, column };
  const operations: Operation[] = [];
  if (type !== undefined) {
    const change = {
      type,
      using: undefined,
      collation,
      ...(characterSet === undefined ? {} : { characterSet }),
      ...(position === undefined ? {} : { position }),
    };
    operations.push({ kind: "alter-column-type", ...of, ...change });
  }
  if (generated !== undefined) operations.push({ kind: "set-expression", ...of, expression: generated.expression });
  // A primary key is NOT NULL without saying so.
  operations.push(nullable ? { kind: "drop-not-null", ...of } : { kind: "set-not-null", ...of });
  if (identity === undefined) operations.push({ kind: "drop-identity", ...of, guard: "if-exists" });
  else operations.push({ kind: "add-identity", ...of, identity, options: {} });
  if (value !== undefined) operations.push({ kind: "set-default", ...of, default: value });
  else if (generated === undefined) operations.push({ kind: "drop-default", ...of });
  const { table: name, ...plain } = on;
  operations.push({ kind: "comment-on", ...plain, object: "column", name, part: column, comment });
  for (const constraint of constraints)
    operations.push({ kind: "add-constraint", ...on, constraint, usingIndex: undefined });
  return operations;
}
