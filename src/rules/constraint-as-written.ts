import type { Constraint, Deferral, ForeignKey } from "../model/schema.ts";
import { sqlName, sqlQualifiedName } from "./sql-name.ts";

/** What stands behind the name of a constraint in PostgreSQL's SQL, with expressions as they were written. */
export function constraintAsWritten(constraint: Constraint): string {
  switch (constraint.kind) {
    case "primary-key":
      return words(`PRIMARY KEY (${keyColumns(constraint)})`, including(constraint), deferred(constraint.deferral));
    case "unique":
      return words(
        constraint.nullsNotDistinct ? "UNIQUE NULLS NOT DISTINCT" : "UNIQUE",
        `(${keyColumns(constraint)})`,
        including(constraint),
        deferred(constraint.deferral),
      );
    case "foreign-key":
      return foreignKeyAsWritten(constraint);
    case "check":
      return words(
        `CHECK (${constraint.expression.text})`,
        constraint.noInherit ? "NO INHERIT" : "",
        validity(constraint),
      );
    case "exclude":
      return words(
        `EXCLUDE USING ${constraint.method} (${constraint.elements.join(", ")})`,
        constraint.where === undefined ? "" : `WHERE (${constraint.where.text})`,
        deferred(constraint.deferral),
      );
    case "not-null":
      return words(
        `NOT NULL ${postgresName(constraint.column)}`,
        constraint.noInherit ? "NO INHERIT" : "",
        constraint.validated ? "" : "NOT VALID",
      );
  }
}

/** The same for a key that takes over an index. */
export function keyUsingIndex(constraint: Constraint, index: string): string {
  const key = constraint.kind === "primary-key" ? "PRIMARY KEY" : "UNIQUE";
  const deferral = "deferral" in constraint ? deferred(constraint.deferral) : "";
  return words(`${key} USING INDEX ${postgresName(index)}`, deferral);
}

function foreignKeyAsWritten(key: ForeignKey): string {
  const { references, match, onDelete, onDeleteColumns, onUpdate } = key;
  const target = sqlQualifiedName(references.table, "postgresql");
  return words(
    `FOREIGN KEY (${list(key.columns)}) REFERENCES ${target}`,
    references.columns.length === 0 ? "" : `(${list(references.columns)})`,
    match === "full" ? "MATCH FULL" : "",
    onDelete === "no action" ? "" : `ON DELETE ${onDelete.toUpperCase()}`,
    onDeleteColumns.length === 0 ? "" : `(${list(onDeleteColumns)})`,
    onUpdate === "no action" ? "" : `ON UPDATE ${onUpdate.toUpperCase()}`,
    deferred(key.deferral),
    validity(key),
  );
}

function keyColumns(key: { readonly columns: readonly string[]; readonly withoutOverlaps: boolean }): string {
  return `${list(key.columns)}${key.withoutOverlaps ? " WITHOUT OVERLAPS" : ""}`;
}

function including({ include }: { readonly include: readonly string[] }): string {
  return include.length === 0 ? "" : `INCLUDE (${list(include)})`;
}

function deferred(deferral: Deferral): string {
  return deferral === "not deferrable" ? "" : `DEFERRABLE ${deferral.toUpperCase()}`;
}

function validity({ validated, enforced }: { readonly validated: boolean; readonly enforced: boolean }): string {
  if (!enforced) return "NOT ENFORCED";
  return validated ? "" : "NOT VALID";
}

function list(columns: readonly string[]): string {
  return columns.map(postgresName).join(", ");
}

function postgresName(name: string): string {
  return sqlName(name, "postgresql");
}

function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}
