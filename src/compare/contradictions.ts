import type { Contradiction, Discrepancy } from "../model/comparison.ts";
import type { DatabaseContract } from "../model/contract.ts";
import type { Location } from "../model/location.ts";
import { keyOf } from "../model/name.ts";
import { type ColumnPromise, type ConstraintPromise, promiseOf, type TablePromise } from "./contract-promise.ts";
import { constraintText } from "./match-constraints.ts";
import { rowDisagreement } from "./row-elements.ts";
import { keepsDefault, sameDemand, sameMembers, sameType } from "./same-meaning.ts";

type Side = Contradiction["left"];

/**
 * Where the places of one section disagree: heading, DDL block, Columns, Indexes, Foreign Keys. Only of sections that the pull request changes: what it brings about, without
 * what a discrepancy tells already, and what the base contract had before.
 */
export function contradictionsOf(
  base: DatabaseContract | undefined,
  head: DatabaseContract,
  keys: Iterable<string>,
  discrepancies: readonly Discrepancy[],
): { readonly introduced: readonly Contradiction[]; readonly before: readonly Contradiction[] } {
  const told = new Set(
    discrepancies.filter(({ introduced }) => introduced).map(({ owner, name }) => `${owner} ${name ?? ""}`),
  );
  const introduced: Contradiction[] = [];
  const before: Contradiction[] = [];
  for (const key of keys) {
    const section = head.tables.get(key);
    if (section === undefined) continue;
    const earlier = base?.tables.get(key);
    const known = new Set(
      earlier === undefined || base === undefined ? [] : [...within(key, promiseOf(base, earlier))].map(wordsOf),
    );
    for (const one of within(key, promiseOf(head, section))) {
      if (told.has(`${key} ${one.subject}`) || told.has(`${key} `)) continue;
      if (known.has(wordsOf(one))) before.push(one);
      else introduced.push(one);
    }
  }
  return { introduced, before };
}

function wordsOf({ subject, left, right }: Contradiction): string {
  return [subject, left.where, left.says, right.where, right.says].join("\n");
}

function* within(owner: string, promise: TablePromise): Generator<Contradiction> {
  yield* ofName(owner, promise);
  for (const column of promise.columns.values()) yield* ofColumn(owner, promise, column);
  yield* ofKeys(owner, promise);
  yield* ofForeignKeys(owner, promise);
  yield* ofIndexes(owner, promise);
}

/** A section that was renamed, and its DDL block was not, or the other way round. */
function* ofName(owner: string, { section, ddl }: TablePromise): Generator<Contradiction> {
  if (ddl === undefined || ddl.table.name.name === section.name.name) return;
  yield {
    owner,
    subject: owner,
    left: { says: `CREATE TABLE ${keyOf(ddl.table.name)}`, where: "DDL block", at: ddl.at },
    right: { says: keyOf(section.name), where: "heading", at: section.headingAt },
  };
}

function* ofColumn(
  owner: string,
  { section, ddl: block }: TablePromise,
  { name, row, ddl }: ColumnPromise,
): Generator<Contradiction> {
  if (block === undefined || section.columns === undefined) return;
  if (row === undefined || ddl === undefined) {
    const has = {
      says: "has the column",
      where: row === undefined ? "DDL block" : "Columns",
      at: row?.at ?? ddl?.at ?? section.headingAt,
    };
    const columnsAt = section.columns.at(-1)?.at ?? section.headingAt;
    const lacks = {
      says: "lacks the column",
      where: row === undefined ? "Columns" : "DDL block",
      at: row === undefined ? columnsAt : block.at,
    };
    yield row === undefined
      ? { owner, subject: name, left: has, right: lacks }
      : { owner, subject: name, left: lacks, right: has };
    return;
  }
  const say = (left: string, right: string, at: Location): Contradiction => ({
    owner,
    subject: name,
    left: { says: left, where: "DDL block", at: ddl.at },
    right: { says: right, where: "Columns", at },
  });
  const { column } = ddl;
  if (row.type !== undefined && column.type !== undefined && !sameType(row.type.value, column.type)) {
    yield say(column.type.text, row.type.value.text, row.type.at);
  }
  if (row.nullable !== undefined && row.nullable.value !== column.nullable) {
    yield say(nullability(column.nullable), nullability(row.nullable.value), row.nullable.at);
  }
  if (row.default !== undefined && !keepsDefault(row.default.value, column)) {
    const { value, at } = row.default;
    yield say(
      column.default === undefined ? "no default" : `DEFAULT ${column.default.text}`,
      typeof value === "string" ? `default ${value}` : `DEFAULT ${value.text}`,
      at,
    );
  }
}

function nullability(nullable: boolean): string {
  return nullable ? "NULL" : "NOT NULL";
}

/** A row that says PRIMARY KEY or UNIQUE against a DDL block that says otherwise; a row that says nothing promises nothing. */
function* ofKeys(owner: string, promise: TablePromise): Generator<Contradiction> {
  const { ddl } = promise;
  if (ddl === undefined) return;
  for (const statement of promise.constraints) {
    const { constraint, at, where } = statement;
    if (where !== "Columns" || (constraint.kind !== "primary-key" && constraint.kind !== "unique")) continue;
    const keys = [
      ...ddl.table.constraints.flatMap((other) =>
        other.kind === "primary-key" || (other.kind === "unique" && constraint.kind === "unique")
          ? [other.columns]
          : [],
      ),
      ...(constraint.kind === "unique" ? uniqueIndexes(promise) : []),
    ];
    const isKept = keys.some((columns) =>
      constraint.kind === "unique"
        ? constraint.columns.every((column) => columns.includes(column))
        : sameMembers(columns, constraint.columns),
    );
    if (isKept) continue;
    const left: Side = { says: `no ${constraintText(constraint)}`, where: "DDL block", at: ddl.at };
    yield {
      owner,
      subject: constraint.columns.join(", "),
      left,
      right: { says: constraintText(constraint), where: "Columns", at },
    };
  }
}

function uniqueIndexes({ indexes }: TablePromise): readonly (readonly string[])[] {
  return indexes.flatMap(({ index, row, elements }) => {
    if ((index?.unique ?? row?.unique) !== true) return [];
    return [index?.elements.map(({ column }) => column ?? "") ?? elements?.map(({ text }) => text) ?? []];
  });
}

/** The DDL block states foreign keys when it has one; the Foreign Keys table states all of them when it is there. */
function* ofForeignKeys(owner: string, promise: TablePromise): Generator<Contradiction> {
  const { section, ddl } = promise;
  const rows = promise.constraints.filter(({ where }) => where === "Foreign Keys");
  const inBlock = promise.constraints.filter(
    ({ where, constraint }) => where === "DDL" && constraint.kind === "foreign-key",
  );
  for (const row of rows) {
    const other = inBlock.find((statement) => speakOfOne(statement, row));
    if (other === undefined) {
      if (inBlock.length > 0 && ddl !== undefined) yield apart(owner, row, lacking("DDL block", ddl.at), sideOf(row));
      continue;
    }
    const words = actionsApart(other, row);
    if (words !== undefined)
      yield {
        owner,
        subject: subjectOf(row),
        left: { ...sideOf(other), says: words[0] },
        right: { ...sideOf(row), says: words[1] },
      };
  }
  if (section.foreignKeys === undefined) return;
  for (const statement of inBlock) {
    if (rows.some((row) => speakOfOne(statement, row))) continue;
    yield apart(
      owner,
      statement,
      sideOf(statement),
      lacking("Foreign Keys", section.foreignKeys.at(-1)?.at ?? section.headingAt),
    );
  }
}

function speakOfOne(left: ConstraintPromise, right: ConstraintPromise): boolean {
  if (left.name !== undefined && left.name === right.name) return true;
  return sameDemand(left.constraint, right.constraint);
}

function actionsApart(block: ConstraintPromise, row: ConstraintPromise): readonly [string, string] | undefined {
  const [left, right] = [block.constraint, row.constraint];
  if (left.kind !== "foreign-key" || right.kind !== "foreign-key") return undefined;
  if (!sameDemand(left, right)) return [constraintText(left), constraintText(right)];
  for (const [action, words] of [
    ["onDelete", "ON DELETE"],
    ["onUpdate", "ON UPDATE"],
  ] as const) {
    if (row.open.has(action) || left[action] === right[action]) continue;
    return [`${words} ${left[action].toUpperCase()}`, `${words} ${right[action].toUpperCase()}`];
  }
  if (block.name !== undefined && row.name !== undefined && block.name !== row.name) return [block.name, row.name];
  return undefined;
}

function apart(owner: string, statement: ConstraintPromise, left: Side, right: Side): Contradiction {
  return { owner, subject: subjectOf(statement), left, right };
}

function subjectOf({ name, constraint }: ConstraintPromise): string {
  return name ?? (constraint.name === "" ? constraintText(constraint) : constraint.name);
}

function sideOf({ constraint, where, at }: ConstraintPromise): Side {
  return { says: constraintText(constraint), where: where === "DDL" ? "DDL block" : where, at };
}

function lacking(where: string, at: Location): Side {
  return { says: "lacks it", where, at };
}

/** Rows and `CREATE INDEX` statements of one name, and rows over columns that the section does not have. */
function* ofIndexes(owner: string, promise: TablePromise): Generator<Contradiction> {
  for (const { name, row, elements, at } of promise.indexes) {
    if (row === undefined) continue;
    const subject = name ?? (row.elements ?? []).join(", ");
    const stated = promise.indexes.find(
      (other) => other.index !== undefined && other.name !== undefined && other.name === name,
    );
    const found = stated?.index === undefined ? undefined : rowDisagreement(row, elements, stated.index);
    if (stated !== undefined && found !== undefined) {
      yield {
        owner,
        subject,
        left: { says: found.actual, where: "DDL block", at: stated.at },
        right: { says: found.promised, where: "Indexes", at },
      };
    }
    const lost = elements?.find(
      ({ text }) => /^[a-z_][\w$]*$/.test(text) && promise.columns.size > 0 && !promise.columns.has(text),
    );
    if (lost === undefined) continue;
    const where = promise.ddl === undefined ? "Columns" : "DDL block";
    const left: Side = { says: `no column ${lost.text}`, where, at: promise.ddl?.at ?? promise.section.headingAt };
    yield { owner, subject, left, right: { says: `an index on ${lost.text}`, where: "Indexes", at } };
  }
}
