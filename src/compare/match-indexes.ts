import type { Discrepancy } from "../model/comparison.ts";
import type { Operation } from "../model/operation.ts";
import type { Index } from "../model/schema.ts";
import type { IndexPromise, TablePromise } from "./contract-promise.ts";
import { differByNumber } from "./numbered-names.ts";
import { elementsText, rowDisagreement, sameElements } from "./row-elements.ts";
import { sameIndex, sameMembers, samePredicate } from "./same-meaning.ts";
import { causeOf, discrepancy, partTouch, type Said, type TableMatch } from "./table-match.ts";

/** Where the indexes of a table and the head contract's promise of them differ. */
export function* matchIndexes(match: TableMatch): Generator<Discrepancy> {
  const { expected, promise } = match;
  const promised = new Set<IndexPromise>();
  for (const index of expected.indexes) {
    const statements = statementsOf(promise, index, expected.indexes);
    for (const statement of statements) promised.add(statement);
    const operation = partTouch(match, index.name);
    if (expected.assumed && operation === undefined) continue;
    // The contract has the index as it was before a column got a new name, which is told of the column.
    const isOfRenamed = index.elements.some(
      ({ column }) => column !== undefined && match.columnNames.has(column) && !promise.columns.has(column),
    );
    if (isOfRenamed) continue;
    if (statements.length > 0) yield* disagreements(match, index, statements, operation);
    else if (!isUniqueRow(promise, index)) yield* missing(match, index, operation);
  }
  for (const statement of promise.indexes) {
    if (!promised.has(statement) && !isBehindConstraint(match, statement)) yield* stale(match, statement);
  }
}

/** One line of SQL without the table: `UNIQUE btree (a, b DESC) WHERE …`. */
export function indexText(index: Index): string {
  const where = index.where === undefined ? "" : ` WHERE ${index.where.text}`;
  const include = index.include.length === 0 ? "" : ` INCLUDE (${index.include.join(", ")})`;
  return `${index.unique ? "UNIQUE " : ""}${index.method} (${elementsText(index)})${include}${where}`;
}

/** Where one statement has the index by its name, those of the same columns and another name speak of others. */
function statementsOf(promise: TablePromise, index: Index, all: readonly Index[]): readonly IndexPromise[] {
  const found = promise.indexes.filter((statement) => speaksOf(statement, index, all));
  const isNamed = found.some(({ name }) => name === index.name);
  return isNamed ? found.filter(({ name }) => name === undefined || name === index.name) : found;
}

function speaksOf(statement: IndexPromise, index: Index, all: readonly Index[]): boolean {
  if (statement.name === index.name) return true;
  if (all.some(({ name }) => name === statement.name)) return false;
  if (statement.index !== undefined) return sameIndex(statement.index, index);
  return (
    statement.elements !== undefined &&
    sameElements(statement.elements, index.elements) &&
    !contradicts(statement, index)
  );
}

function contradicts({ row, elements }: IndexPromise, index: Index): boolean {
  return row !== undefined && rowDisagreement(row, elements, index) !== undefined;
}

function isUniqueRow(promise: TablePromise, index: Index): boolean {
  if (!index.unique || index.where !== undefined) return false;
  const columns = index.elements.map(({ column }) => column ?? "");
  const isSaid = promise.constraints.some(
    ({ constraint }) => constraint.kind === "unique" && sameMembers(constraint.columns, columns),
  );
  return isSaid && promise.section.indexes === undefined;
}

/** Rows often list the index that a key brings along. One that was an index of its own until now is none of these. */
function isBehindConstraint({ expected, before }: TableMatch, { name, index, row, elements }: IndexPromise): boolean {
  if (expected.constraints.some((constraint) => constraint.name === name)) return true;
  if (before?.indexes.some((other) => other.name === name)) return false;
  const columns = index?.elements.map(({ column }) => column ?? "") ?? elements?.map(({ text }) => text) ?? [];
  return expected.constraints.some((constraint) => {
    if (constraint.kind !== "primary-key" && constraint.kind !== "unique") return false;
    return (index?.unique ?? row?.unique ?? true) && sameMembers(columns, constraint.columns);
  });
}

function* missing(match: TableMatch, index: Index, operation: Operation | undefined): Generator<Discrepancy> {
  const { section, ddl } = match.promise;
  const name = match.partNames.get(index.name) ?? index.name;
  const was = match.earlier?.indexes.some(
    (statement) => statement.name === name || speaksOf(statement, index, [index]),
  );
  const cause = causeOf(operation, was ? "changed" : "unchanged", match.historyKnown);
  if (cause === undefined) return;
  const at = section.indexes?.at(-1)?.at ?? ddl?.at ?? section.headingAt;
  yield discrepancy(cause, "missing", "index", match.key, at, { name: index.name, actual: indexText(index) });
}

function* stale(match: TableMatch, statement: IndexPromise): Generator<Discrepancy> {
  const gone = match.before?.indexes.find((index) => speaksOf(statement, index, match.before?.indexes ?? []));
  const name = statement.name ?? gone?.name;
  const operation = name === undefined ? match.touch?.created : partTouch(match, name);
  const cause = causeOf(operation, saidBefore(match.earlier, statement), match.historyKnown && !match.expected.assumed);
  if (cause === undefined) return;
  const text = statementText(statement);
  yield discrepancy(cause, "stale", "index", match.key, statement.at, { name: name ?? text, promised: text });
}

function saidBefore(earlier: TablePromise | undefined, statement: IndexPromise): Said {
  if (earlier === undefined) return "silent";
  if (earlier.indexes.some((other) => isSameStatement(other, statement))) return "unchanged";
  const stated = earlier.section.indexes !== undefined || earlier.indexes.length > 0;
  return stated ? "changed" : "silent";
}

function isSameStatement(left: IndexPromise, right: IndexPromise): boolean {
  if (left.name !== undefined && right.name !== undefined && left.name !== right.name) return false;
  return left.name !== undefined && left.name === right.name ? true : statementText(left) === statementText(right);
}

function statementText({ index, row }: IndexPromise): string {
  if (index !== undefined) return indexText(index);
  return [
    row?.unique === true ? "UNIQUE" : "",
    row?.method ?? "",
    `(${row?.elements?.join(", ") ?? ""})`,
    row?.where?.text ?? "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function* disagreements(
  match: TableMatch,
  index: Index,
  statements: readonly IndexPromise[],
  operation: Operation | undefined,
): Generator<Discrepancy> {
  for (const statement of statements) {
    const found = disagreement(statement, index);
    if (found === undefined) continue;
    const earlier = match.earlier?.indexes.find(
      (other) => other.where === statement.where && isSameStatement(other, statement),
    );
    const said: Said =
      earlier !== undefined && statementText(earlier) === statementText(statement)
        ? "unchanged"
        : saidOf(match, earlier, statement);
    const cause = causeOf(operation, said, match.historyKnown);
    if (cause === undefined) continue;
    yield discrepancy(cause, "different", "index", match.key, statement.at, { name: index.name, ...found });
    return;
  }
}

function saidOf(match: TableMatch, earlier: IndexPromise | undefined, statement: IndexPromise): Said {
  return earlier === undefined ? saidBefore(match.earlier, statement) : "changed";
}

function disagreement(
  { name, index: stated, row, elements }: IndexPromise,
  index: Index,
): { attribute: string; promised: string; actual: string } | undefined {
  if (name !== undefined && name !== index.name && !differByNumber(name, index.name))
    return { attribute: "name", promised: name, actual: index.name };
  if (row !== undefined) return rowDisagreement(row, elements, index);
  if (stated === undefined || (sameIndex(stated, index) && samePredicate(stated.where, index.where))) return undefined;
  return { attribute: "definition", promised: indexText(stated), actual: indexText(index) };
}
