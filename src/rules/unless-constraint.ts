import { constraintDefinition } from "../compare/definitions.ts";
import type { Constraint } from "../model/schema.ts";
import { sqlName } from "./sql-name.ts";

/** PostgreSQL's block that adds a constraint only where the table has none of its name. The table as SQL writes it, the definition as it stands behind the name. */
export function unlessConstraint(table: string, name: string, definition: string): string {
  const body = [
    "BEGIN",
    `    IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = ${literal(table)}::regclass AND conname = ${literal(name)}) THEN`,
    `        ALTER TABLE ${table} ADD CONSTRAINT ${sqlName(name, "postgresql")} ${definition};`,
    "    END IF;",
    "END",
  ].join("\n");
  let tag = "$$";
  for (let at = 1; body.includes(tag); at++) tag = `$once${at}$`;
  return `DO ${tag}\n${body}\n${tag};`;
}

/** What stands behind the name of a constraint, with a check's condition as it was written. */
export function definitionAsWritten(constraint: Constraint): string {
  if (constraint.kind !== "check") return constraintDefinition(constraint);
  const { text } = constraint.expression;
  return constraintDefinition({ ...constraint, expression: { text, meaning: text } });
}

/** The same for a key that takes over an index. */
export function usingIndexDefinition(constraint: Constraint, index: string): string {
  const words = constraint.kind === "primary-key" ? "PRIMARY KEY" : "UNIQUE";
  const isDeferrable = "deferral" in constraint && constraint.deferral !== "not deferrable";
  const deferral = isDeferrable ? ` DEFERRABLE ${constraint.deferral.toUpperCase()}` : "";
  return `${words} USING INDEX ${sqlName(index, "postgresql")}${deferral}`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
