import type { Discrepancy, PromiseKind } from "../model/comparison.ts";
import { keyOf } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import type { Constraint } from "../model/schema.ts";
import type { ConstraintPromise, TablePromise } from "./contract-promise.ts";
import { differByNumber } from "./numbered-names.ts";
import { sameDemand, sameMembers } from "./same-meaning.ts";
import { causeOf, discrepancy, partTouch, type Said, type TableMatch } from "./table-match.ts";

/** Where the constraints and foreign keys of a table and the head contract's promise of them differ. */
export function* matchConstraints(match: TableMatch): Generator<Discrepancy> {
  const { expected, promise } = match;
  const promised = new Set<ConstraintPromise>();
  for (const constraint of expected.constraints) {
    if (constraint.kind === "not-null") continue;
    const statements = statementsOf(match, constraint);
    for (const statement of statements) promised.add(statement);
    const operation = partTouch(match, constraint.name);
    if (expected.assumed && operation === undefined) continue;
    if (statements.length > 0) yield* disagreements(match, constraint, statements, operation);
    else if (!isSaidOtherwise(promise, constraint) && !isOfRenamed(match, constraint)) {
      yield* missing(match, constraint, operation);
    }
  }
  for (const statement of promise.constraints) {
    // What it demands is the column's nullability.
    if (statement.constraint.kind === "not-null") continue;
    if (promised.has(statement) || isKeptOtherwise(match, statement) || isTold(match, statement)) continue;
    yield* stale(match, statement);
  }
}

/** One line of SQL. */
export function constraintText(constraint: Constraint): string {
  switch (constraint.kind) {
    case "primary-key":
      return `PRIMARY KEY (${constraint.columns.join(", ")})`;
    case "unique":
      return `UNIQUE (${constraint.columns.join(", ")})`;
    case "foreign-key": {
      const { columns, references, onDelete, onUpdate } = constraint;
      const target = references.columns.length === 0 ? "" : ` (${references.columns.join(", ")})`;
      const actions = [
        onDelete === "no action" ? "" : ` ON DELETE ${onDelete.toUpperCase()}`,
        onUpdate === "no action" ? "" : ` ON UPDATE ${onUpdate.toUpperCase()}`,
      ];
      return `FOREIGN KEY (${columns.join(", ")}) REFERENCES ${keyOf(references.table)}${target}${actions.join("")}`;
    }
    case "check":
      return `CHECK (${constraint.expression.text})`;
    case "exclude":
      return `EXCLUDE USING ${constraint.method} (${constraint.elements.join(", ")})`;
    case "not-null":
      return `NOT NULL ${constraint.column}`;
    default:
      return constraint satisfies never;
  }
}

function objectOf(constraint: Constraint): PromiseKind {
  return constraint.kind === "foreign-key" ? "foreign-key" : "constraint";
}

/**
 * Statements of a constraint: those that name it and those that demand the same without a name; where none names it, also those that demand the same by
 * a name that nothing has; and each of the one primary key that a table has.
 */
function statementsOf(
  { promise, expected, before, partNames }: TableMatch,
  constraint: Constraint,
): readonly ConstraintPromise[] {
  const old = before?.constraints.find(({ name }) => name === (partNames.get(constraint.name) ?? constraint.name));
  const found = promise.constraints.filter((statement) => {
    if (constraint.kind === "primary-key" && statement.constraint.kind === "primary-key") return true;
    if (statement.name === constraint.name) return statement.constraint.kind === constraint.kind;
    // Without a name it speaks of what had the name that the server gives.
    if (statement.name === undefined && old?.kind === constraint.kind && sameDemand(statement.constraint, old))
      return true;
    const namesAnother = expected.constraints.some(({ name }) => name === statement.name);
    return !namesAnother && sameDemand(statement.constraint, constraint);
  });
  const isNamed = found.some(({ name }) => name === constraint.name);
  if (!isNamed || constraint.kind === "primary-key") return found;
  return found.filter(({ name }) => name === undefined || name === constraint.name);
}

/** The index behind a key may be all that a section lists of it. */
function isSaidOtherwise(promise: TablePromise, constraint: Constraint): boolean {
  if (constraint.kind !== "unique" && constraint.kind !== "primary-key") return false;
  return promise.indexes.some(({ name, index, row, elements }) => {
    if (name === constraint.name) return true;
    const columns = index?.elements.map(({ column }) => column ?? "") ?? elements?.map(({ text }) => text) ?? [];
    return (index?.unique ?? row?.unique) === true && sameMembers(columns, constraint.columns);
  });
}

/** A row may say UNIQUE of what a unique index, or a key of several columns, keeps. */
function isKeptOtherwise({ expected, before }: TableMatch, { constraint, name, where }: ConstraintPromise): boolean {
  if (constraint.kind !== "unique") return false;
  // One that was there by this name until now is gone, whatever else keeps the same.
  if (name !== undefined && before?.constraints.some((other) => other.name === name)) return false;
  const columnSets = [
    ...expected.constraints.flatMap((other) =>
      other.kind === "unique" || other.kind === "primary-key" ? [other.columns] : [],
    ),
    ...expected.indexes
      .filter(({ unique }) => unique)
      .map(({ elements }) => elements.map(({ column }) => column ?? "")),
  ];
  return columnSets.some((columns) =>
    where === "Columns"
      ? constraint.columns.every((column) => columns.includes(column))
      : sameMembers(constraint.columns, columns),
  );
}

/** What is said of a column whose stale row or line is still there goes with it; a row of its own must go by itself. */
function isTold({ expected, promise, touch, columnNames }: TableMatch, statement: ConstraintPromise): boolean {
  if (statement.where === "Foreign Keys") return false;
  const columns = columnsOf(statement.constraint, [...promise.columns.keys()]);
  const isGone = (name: string): boolean =>
    promise.columns.has(name) &&
    expected.columns.every((column) => column.name !== name) &&
    touch?.columns.has(name) === true;
  return columns.some((name) => isGone(name) || isOldName(name, columnNames, promise));
}

/** The contract still has the constraint as it was before a column got a new name, which is told of the column. */
function isOfRenamed({ columnNames, promise }: TableMatch, constraint: Constraint): boolean {
  return columnsOf(constraint, [...columnNames.keys()]).some(
    (name) => columnNames.has(name) && !promise.columns.has(name),
  );
}

/** A renamed column that the contract still has under its old name alone. */
function isOldName(name: string, columnNames: ReadonlyMap<string, string>, promise: TablePromise): boolean {
  return [...columnNames].some(([to, from]) => from === name && promise.columns.has(from) && !promise.columns.has(to));
}

function columnsOf(constraint: Constraint, known: readonly string[]): readonly string[] {
  if ("columns" in constraint) return constraint.columns;
  if (constraint.kind === "not-null") return [constraint.column];
  const text = constraint.kind === "check" ? constraint.expression.meaning : constraint.elements.join(" ");
  const words = new Set(text.match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? []);
  return known.filter((name) => words.has(name));
}

function* missing(match: TableMatch, constraint: Constraint, operation: Operation | undefined): Generator<Discrepancy> {
  const { section, ddl } = match.promise;
  const name = match.partNames.get(constraint.name) ?? constraint.name;
  const earlier = (match.earlier?.constraints ?? []).filter(
    (statement) => statement.name === name || sameDemand(statement.constraint, constraint),
  );
  const was = earlier.length > 0;
  const isNameless = earlier.every((statement) => statement.name === undefined);
  if (operation === undefined && match.lostConstraint && was && isNameless) return;
  const cause = causeOf(operation, was ? "changed" : "unchanged", match.historyKnown);
  if (cause === undefined) return;
  const row = constraint.kind === "foreign-key" ? section.foreignKeys?.at(-1)?.at : undefined;
  const at = row ?? ddl?.at ?? section.headingAt;
  yield discrepancy(cause, "missing", objectOf(constraint), match.key, at, {
    name: constraint.name,
    actual: constraintText(constraint),
  });
}

function* stale(match: TableMatch, statement: ConstraintPromise): Generator<Discrepancy> {
  const { constraint } = statement;
  const gone = match.before?.constraints.find(
    (other) => other.name === statement.name || sameDemand(other, constraint),
  );
  const name = statement.name ?? gone?.name;
  const known = gone !== undefined || statement.name !== undefined;
  const operation = known && name !== undefined ? partTouch(match, name) : match.touch?.created;
  const cause = causeOf(operation, saidBefore(match.earlier, statement), match.historyKnown && !match.expected.assumed);
  if (cause === undefined) return;
  yield discrepancy(cause, "stale", objectOf(constraint), match.key, statement.at, {
    name: name ?? constraintText(constraint),
    promised: constraintText(constraint),
  });
}

function saidBefore(earlier: TablePromise | undefined, { constraint, name }: ConstraintPromise): Said {
  if (earlier === undefined) return "silent";
  const same = earlier.constraints.some(
    (other) =>
      sameDemand(other.constraint, constraint) &&
      (name === undefined || other.name === undefined || other.name === name),
  );
  if (same) return "unchanged";
  const { ddl, section } = earlier;
  const stated =
    ddl !== undefined || (constraint.kind === "foreign-key" ? section.foreignKeys : section.columns) !== undefined;
  return stated ? "changed" : "silent";
}

type Disagreement = { readonly attribute: string; readonly promised: string; readonly actual: string };

function* disagreements(
  match: TableMatch,
  constraint: Constraint,
  statements: readonly ConstraintPromise[],
  operation: Operation | undefined,
): Generator<Discrepancy> {
  const seen = new Set<string>();
  for (const statement of statements) {
    if (isTold(match, statement)) continue;
    for (const { attribute, promised, actual } of disagreement(statement, constraint)) {
      if (seen.has(attribute)) continue;
      const cause = causeOf(operation, attributeSaidBefore(match.earlier, statement, attribute), match.historyKnown);
      if (cause === undefined) continue;
      seen.add(attribute);
      yield discrepancy(cause, "different", objectOf(constraint), match.key, statement.at, {
        name: constraint.name,
        attribute,
        actual,
        promised,
      });
    }
  }
}

function attributeSaidBefore(earlier: TablePromise | undefined, statement: ConstraintPromise, attribute: string): Said {
  const same = earlier?.constraints.filter(
    (other) =>
      other.where === statement.where &&
      (sameDemand(other.constraint, statement.constraint) ||
        (other.name !== undefined && other.name === statement.name)),
  );
  if (same === undefined || same.length === 0) return saidBefore(earlier, statement);
  const differs = (other: ConstraintPromise): boolean =>
    attribute === "name"
      ? other.name !== statement.name
      : [...disagreement(statement, other.constraint)].some((found) => found.attribute === attribute);
  return same.some((other) => !differs(other)) ? "unchanged" : "changed";
}

function* disagreement({ name, constraint, open }: ConstraintPromise, actual: Constraint): Generator<Disagreement> {
  if (!sameDemand(constraint, actual)) {
    yield { attribute: "definition", promised: constraintText(constraint), actual: constraintText(actual) };
    return;
  }
  if (name !== undefined && name !== actual.name && !differByNumber(name, actual.name))
    yield { attribute: "name", promised: name, actual: actual.name };
  if (constraint.kind === "foreign-key" && actual.kind === "foreign-key") {
    for (const action of ["onDelete", "onUpdate"] as const) {
      if (open.has(action) || constraint[action] === actual[action]) continue;
      const attribute = action === "onDelete" ? "on delete" : "on update";
      yield { attribute, promised: constraint[action].toUpperCase(), actual: actual[action].toUpperCase() };
    }
  }
  if (open.has("more")) return;
  if ("deferral" in constraint && "deferral" in actual && constraint.deferral !== actual.deferral) {
    yield { attribute: "deferral", promised: constraint.deferral, actual: actual.deferral };
  }
  if (
    constraint.kind === "unique" &&
    actual.kind === "unique" &&
    constraint.nullsNotDistinct !== actual.nullsNotDistinct
  ) {
    const text = (value: boolean): string => (value ? "NULLS NOT DISTINCT" : "NULLS DISTINCT");
    yield { attribute: "nulls", promised: text(constraint.nullsNotDistinct), actual: text(actual.nullsNotDistinct) };
  }
}
