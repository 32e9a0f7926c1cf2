import { keyOf } from "../../model/name.ts";
import type { Constraint, ExclusionConstraint, Table } from "../../model/schema.ts";
import { constraintExists, relationExists } from "../lookup.ts";
import { chooseName, indexColumnNames, joinColumnNames } from "../server-names.ts";
import { columnsIn, withoutQualifier } from "../sql-tokens.ts";
import { exclusionElement } from "../table-parts.ts";
import type { Workspace } from "../workspace.ts";
import { mysqlConstraintName } from "./plain/mysql-names.ts";

/** A constraint as the server keeps it: named, its target's columns filled in, its expression without the table's own name. */
export function settleConstraint(work: Workspace, table: Table, written: Constraint): Constraint {
  const constraint = complete(work, table, written);
  if (work.schema.dialect === "mysql") {
    // A primary key's name is not the author's to choose.
    const named = constraint.name !== "" && constraint.kind !== "primary-key";
    return named ? constraint : { ...constraint, name: mysqlConstraintName(table, constraint) };
  }
  return constraint.name === "" ? { ...constraint, name: serverName(work, table, constraint) } : constraint;
}

function complete(work: Workspace, table: Table, written: Constraint): Constraint {
  if (written.kind === "check")
    return { ...written, expression: withoutQualifier(written.expression, table.name.name) };
  if (written.kind !== "foreign-key" || written.references.columns.length > 0) return written;
  const isSelf = keyOf(written.references.table) === keyOf(table.name);
  const target = isSelf ? table : work.table(written.references.table);
  const key = target?.constraints.find((each) => each.kind === "primary-key");
  return { ...written, references: { ...written.references, columns: key?.columns ?? [] } };
}

/** The server's own choice. An unnamed not-null constraint stays without: its column says all there is to say. */
function serverName(work: Workspace, table: Table, constraint: Constraint): string {
  const { schema, name } = table.name;
  const constraintTaken = (candidate: string) => constraintExists(work, { schema, name: candidate });
  const relationTaken = (candidate: string) =>
    relationExists(work, { schema, name: candidate }) || constraintTaken(candidate);
  switch (constraint.kind) {
    case "primary-key":
      return chooseName(relationTaken, name, undefined, "pkey");
    case "unique":
      return chooseName(relationTaken, name, joinColumnNames([...constraint.columns, ...constraint.include]), "key");
    case "exclude":
      return chooseName(relationTaken, name, exclusionColumnNames(constraint, table), "excl");
    case "foreign-key":
      return chooseName(constraintTaken, name, joinColumnNames(constraint.columns), "fkey");
    case "check": {
      const columns = columnsIn(
        constraint.expression,
        table.columns.map((column) => column.name),
        name,
      );
      return chooseName(constraintTaken, name, columns.length === 1 ? columns[0] : undefined, "check");
    }
    case "not-null":
      return constraint.validated ? "" : chooseName(constraintTaken, name, constraint.column, "not_null");
  }
}

function exclusionColumnNames(constraint: ExclusionConstraint, table: Table): string {
  const elements = constraint.elements.map((element) => {
    const { expression } = exclusionElement(element);
    const column = table.columns.find((each) => expression === each.name || expression === `"${each.name}"`)?.name;
    return {
      column,
      expression: { text: expression, meaning: expression },
      collation: undefined,
      operatorClass: undefined,
      order: "asc" as const,
      nulls: "last" as const,
    };
  });
  return indexColumnNames({ elements, include: [] });
}
