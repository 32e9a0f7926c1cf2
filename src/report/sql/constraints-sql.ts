import type { Constraint, Deferral, ForeignKey } from "../../model/schema.ts";
import { type Quote, sqlList, sqlName } from "./quoting.ts";

/** A constraint as it stands in `CREATE TABLE` or after `ALTER TABLE … ADD`. */
export function constraintSql(constraint: Constraint, quote: Quote): string {
  const name = constraint.name === "" ? "" : `CONSTRAINT ${quote(constraint.name)} `;
  return `${name}${definitionOf(constraint, quote)}`;
}

function definitionOf(constraint: Constraint, quote: Quote): string {
  switch (constraint.kind) {
    case "primary-key":
      return `PRIMARY KEY ${keyColumns(constraint, quote)}${deferral(constraint.deferral)}`;
    case "unique": {
      const nulls = constraint.nullsNotDistinct ? " NULLS NOT DISTINCT" : "";
      return `UNIQUE${nulls} ${keyColumns(constraint, quote)}${deferral(constraint.deferral)}`;
    }
    case "foreign-key":
      return foreignKey(constraint, quote);
    case "check":
      return `CHECK (${constraint.expression.text})${constraint.noInherit ? " NO INHERIT" : ""}${proof(constraint)}`;
    case "exclude": {
      const where = constraint.where === undefined ? "" : ` WHERE (${constraint.where.text})`;
      return `EXCLUDE USING ${constraint.method} (${constraint.elements.join(", ")})${where}${deferral(constraint.deferral)}`;
    }
    case "not-null": {
      const rest = `${constraint.noInherit ? " NO INHERIT" : ""}${constraint.validated ? "" : " NOT VALID"}`;
      return `NOT NULL ${quote(constraint.column)}${rest}`;
    }
  }
}

type Key = Extract<Constraint, { kind: "primary-key" | "unique" }>;

function keyColumns({ columns, include, withoutOverlaps }: Key, quote: Quote): string {
  const keys = columns.map((column, at) => {
    const overlaps = withoutOverlaps && at === columns.length - 1 ? " WITHOUT OVERLAPS" : "";
    return `${quote(column)}${overlaps}`;
  });
  return `(${keys.join(", ")})${include.length === 0 ? "" : ` INCLUDE ${sqlList(include, quote)}`}`;
}

function foreignKey(key: ForeignKey, quote: Quote): string {
  const { references, onDeleteColumns } = key;
  const target = references.columns.length === 0 ? "" : ` ${sqlList(references.columns, quote)}`;
  const columns = onDeleteColumns.length === 0 ? "" : ` ${sqlList(onDeleteColumns, quote)}`;
  return [
    `FOREIGN KEY ${sqlList(key.columns, quote)} REFERENCES ${sqlName(references.table, quote)}${target}`,
    key.match === "full" ? " MATCH FULL" : "",
    key.onDelete === "no action" ? "" : ` ON DELETE ${key.onDelete.toUpperCase()}${columns}`,
    key.onUpdate === "no action" ? "" : ` ON UPDATE ${key.onUpdate.toUpperCase()}`,
    deferral(key.deferral),
    proof(key),
  ].join("");
}

function proof({ enforced, validated }: { readonly enforced: boolean; readonly validated: boolean }): string {
  if (!enforced) return " NOT ENFORCED";
  return validated ? "" : " NOT VALID";
}

function deferral(deferral: Deferral): string {
  if (deferral === "not deferrable") return "";
  return deferral === "initially deferred" ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
}

/** What can only be said by `ALTER TABLE`: a constraint that existing rows were not checked against. */
export function isNotValid(constraint: Constraint): boolean {
  switch (constraint.kind) {
    case "foreign-key":
    case "check":
      return constraint.enforced && !constraint.validated;
    case "not-null":
      return !constraint.validated;
    default:
      return false;
  }
}
