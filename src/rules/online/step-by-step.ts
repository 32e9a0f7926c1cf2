import type { Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { Constraint, PrimaryKey, Table, UniqueConstraint } from "../../model/schema.ts";
import { constraintAsWritten, keyUsingIndex } from "../constraint-as-written.ts";
import { type Adding, namedConstraints } from "../named-constraints.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { unlessConstraint } from "../unless-constraint.ts";
import {
  addRequiredCheck,
  addUnvalidated,
  notNullByCheck,
  postgresName,
  validateLater,
} from "./unvalidated-constraint.ts";

/** The statements of PostgreSQL that bring the same constraints, and the column that has them, to a table in use: nothing is proved or built while others wait. */
export function stepByStep(step: Pick<Step<Adding>, "operation" | "before" | "after">): string {
  const { operation, before } = step;
  const sql = sqlQualifiedName(operation.table, "postgresql");
  const known = before.tables.get(keyOf(operation.table));
  const each = namedConstraints(step).map((constraint) => stepsOf(sql, constraint, known));
  const atOnce = [
    ...(operation.kind === "add-column" ? [plainColumn(operation, true)] : []),
    ...each.flatMap((steps) => steps.atOnce ?? []),
  ];
  const outside = each.flatMap((steps) => steps.outside ?? []);
  const later = each.flatMap((steps) => steps.later);
  return [
    ...atOnce,
    ...(atOnce.length > 0 && outside.length > 0 ? ["-- in a migration of its own, outside of a transaction:"] : []),
    ...outside,
    ...(later.length > 0 ? ["-- in a later migration:"] : []),
    ...later,
  ].join("\n");
}

/** The column without its constraints. `whole` says whether NOT NULL and the default stay with it. */
export function plainColumn({ table, column, definition }: OperationOf<"add-column">, whole: boolean): string {
  const { type, collation, default: value, nullable } = definition;
  const words = [
    `ALTER TABLE ${sqlQualifiedName(table, "postgresql")} ADD COLUMN IF NOT EXISTS ${postgresName(column)} ${type?.text ?? "…"}`,
    collation === undefined ? "" : ` COLLATE ${collation}`,
    whole && value !== undefined ? ` DEFAULT ${value.text}` : "",
    whole && !nullable ? " NOT NULL" : "",
  ];
  return `${words.join("")};`;
}

type Steps = { readonly atOnce?: string; readonly outside?: string; readonly later: readonly string[] };

function stepsOf(sql: string, constraint: Constraint, table: Table | undefined): Steps {
  const { kind, name } = constraint;
  if (kind === "unique" || kind === "primary-key") return indexSteps(sql, constraint, table);
  if (kind === "not-null" || kind === "exclude" || ("enforced" in constraint && !constraint.enforced))
    return { atOnce: unlessConstraint(sql, name, constraintAsWritten(constraint)), later: [] };
  const definition = constraintAsWritten({ ...constraint, validated: true });
  return { atOnce: addUnvalidated(sql, name, definition), later: [validateLater(sql, name)] };
}

function indexSteps(sql: string, key: UniqueConstraint | PrimaryKey, table: Table | undefined): Steps {
  const [name, columns, include] = [postgresName(key.name), list(key.columns), list(key.include)];
  const isKey = key.kind === "primary-key";
  const nulls = !isKey && key.nullsNotDistinct ? " NULLS NOT DISTINCT" : "";
  const covering = key.include.length === 0 ? "" : ` INCLUDE (${include})`;
  const nullable = isKey
    ? key.columns.filter((one) => table?.columns.find((column) => column.name === one)?.nullable === true)
    : [];
  return {
    ...(nullable.length === 0 ? {} : { atOnce: nullable.map((column) => addRequiredCheck(sql, column)).join("\n") }),
    outside: `CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ${name} ON ${sql} (${columns})${covering}${nulls};`,
    later: [
      ...nullable.map((column) => notNullByCheck(sql, column)),
      unlessConstraint(sql, key.name, keyUsingIndex(key, key.name)),
    ],
  };
}

function list(columns: readonly string[]): string {
  return columns.map(postgresName).join(", ");
}
