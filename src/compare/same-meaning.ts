import type { ContractColumn } from "../model/contract.ts";
import type { DataType, Expression } from "../model/expression.ts";
import { sameName } from "../model/name.ts";
import type { Column, Constraint, ForeignKey, Index, IndexElement } from "../model/schema.ts";

/** Whether two types hold the same values: `int4` and `INTEGER` do, `VARCHAR(255)` and `TEXT` do not. `ENUM` alone stands for any enum. */
export function sameType(left: DataType, right: DataType): boolean {
  if (left.meaning === right.meaning) return true;
  if (!isNamelessEnum(left) && !isNamelessEnum(right)) return bare(left) === bare(right);
  // Both list their values, as MySQL's do.
  if (left.base === right.base && left.modifiers.length > 0 && right.modifiers.length > 0) return false;
  return isUserType(left) && isUserType(right);
}

/** Whether two expressions say the same, beyond what their canonical spelling already levels out. */
export function sameExpression(left: Expression, right: Expression): boolean {
  return left.meaning === right.meaning || expressionKey(left) === expressionKey(right);
}

/** Whether a column's default is what a Columns row says of it. */
export function keepsDefault(promised: NonNullable<ContractColumn["default"]>["value"], column: Column): boolean {
  if (promised === "automatic")
    return fillsItself(column) || (column.default !== undefined && !isLiteral(column.default));
  const none = promised === "none" || isNull(promised);
  if (none) return column.default === undefined || isNull(column.default) || isSequence(column.default);
  if (column.default === undefined) return fillsItself(column) && isSequence(promised);
  return sameDefault(promised, column.default);
}

/** Whether two defaults give the same value; `none` on one side only does not. */
export function sameDefault(left: Expression | undefined, right: Expression | undefined): boolean {
  const a = left === undefined || isNull(left) ? undefined : left;
  const b = right === undefined || isNull(right) ? undefined : right;
  if (a === undefined || b === undefined) return a === b;
  return sameExpression(a, b) || literalKey(a) === literalKey(b) || (isSequence(a) && isSequence(b));
}

/** Whether the server gives the column a value when an INSERT does not. */
export function fillsItself(column: Column): boolean {
  return (
    column.identity !== undefined ||
    column.generated !== undefined ||
    column.type?.serial === true ||
    (column.default !== undefined && isSequence(column.default))
  );
}

/** Whether two foreign keys lead from the same columns to the same columns; target columns that one side leaves to the primary key fit any. */
function sameReference(
  left: Pick<ForeignKey, "columns" | "references">,
  right: Pick<ForeignKey, "columns" | "references">,
): boolean {
  const targets =
    left.references.columns.length === 0 ||
    right.references.columns.length === 0 ||
    sameList(left.references.columns, right.references.columns);
  return targets && sameList(left.columns, right.columns) && sameName(left.references.table, right.references.table);
}

/** Whether two constraints demand the same of the same columns; names, validation and referential actions apart. */
export function sameDemand(left: Constraint, right: Constraint): boolean {
  switch (left.kind) {
    case "primary-key":
    case "unique":
      return right.kind === left.kind && sameMembers(left.columns, right.columns);
    case "foreign-key":
      return right.kind === "foreign-key" && sameReference(left, right);
    case "check":
      return right.kind === "check" && sameExpression(left.expression, right.expression);
    case "exclude":
      return right.kind === "exclude" && left.method === right.method && sameList(left.elements, right.elements);
    case "not-null":
      return right.kind === "not-null" && left.column === right.column;
    default:
      return left satisfies never;
  }
}

/** Whether two indexes would be used for the same: method, uniqueness, elements with their order, predicate. Names apart. */
export function sameIndex(left: Index, right: Index): boolean {
  return (
    left.unique === right.unique &&
    left.method === right.method &&
    left.elements.length === right.elements.length &&
    left.elements.every((element, at) => sameElement(element, right.elements[at])) &&
    sameMembers(left.include, right.include) &&
    samePredicate(left.where, right.where)
  );
}

/** Whether both have no predicate or the same one. */
export function samePredicate(left: Expression | undefined, right: Expression | undefined): boolean {
  return left === undefined || right === undefined ? left === right : sameExpression(left, right);
}

export function sameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((item, at) => item === right[at]);
}

export function sameMembers(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((item) => right.includes(item));
}

/** SQL text with everything that says nothing taken out: comments, white space, letter case outside of quotes, a closing semicolon. */
export function sqlKey(text: string): string {
  const parts = text.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|[^'"\-/]+|[-/'"]/g) ?? [];
  return parts
    .map((part) => {
      if (part.startsWith("--") || part.startsWith("/*")) return " ";
      return part.startsWith("'") || part.startsWith('"') ? part : part.toLowerCase();
    })
    .join("")
    .replace(/\s+/g, " ")
    .replace(/ ?([(),;=<>+*|]) ?/g, "$1")
    .replace(/[;\s]+$/, "")
    .trim();
}

function sameElement(left: IndexElement, right: IndexElement | undefined): boolean {
  if (right === undefined || left.order !== right.order || left.nulls !== right.nulls) return false;
  if (left.prefix !== right.prefix || left.operatorClass !== right.operatorClass || left.collation !== right.collation)
    return false;
  if (left.expression !== undefined && right.expression !== undefined) {
    return sameExpression(left.expression, right.expression);
  }
  return left.column !== undefined && left.column === right.column;
}

/** Functions that give the time of the transaction's start under another name. */
const clock = /^(current_timestamp|transaction_timestamp\(\)|localtimestamp|now\(\))$/;

function expressionKey(expression: Expression): string {
  const key = sqlKey(expression.meaning).replace(/::[a-z_ ]+(\(\d+(,\d+)?\))?(\[\])?$/, "");
  const inner = /^\((?:[^()]|\([^()]*\))*\)$/.test(key) ? key.slice(1, -1).trim() : key;
  return clock.test(inner) ? "now()" : inner.replaceAll("public.", "");
}

/** The bare value of a literal, however it is quoted: `'pending'`, `pending`; `0` and `0.00`; `true`, `'t'`. */
function literalKey(expression: Expression): string {
  const key = expressionKey(expression).replace(/^'((?:[^']|'')*)'$/, (_, inner: string) =>
    inner.replaceAll("''", "'"),
  );
  if (/^[-+]?\d*\.?\d+$/.test(key)) return String(Number(key));
  if (/^(t|true|yes|on)$/i.test(key)) return "true";
  if (/^(f|false|no|off)$/i.test(key)) return "false";
  return key.toLowerCase();
}

function isLiteral(expression: Expression): boolean {
  return /^('|[-+]?[\d.]+$|true$|false$|null$)/i.test(expression.meaning);
}

function isNull(expression: Expression): boolean {
  return /^null(::|$)/i.test(expression.meaning.trim());
}

function isSequence(expression: Expression): boolean {
  return /\bnextval\s*\(/i.test(expression.meaning);
}

function bare(type: DataType): string {
  return type.meaning.replace(/^public\./, "");
}

function isNamelessEnum(type: DataType): boolean {
  return type.base === "enum";
}

const builtIn =
  /^(smallint|integer|bigint|numeric|real|double precision|money|character|character varying|text|bytea|boolean|date|time|timestamp|interval|uuid|jsonb?|xml|inet|cidr|macaddr8?|bit|bit varying|tsvector|tsquery|point|line|lseg|box|path|polygon|circle|time with(out)? time zone|timestamp with(out)? time zone)$/;

const builtInOfMysql =
  /^((tiny|medium|long)?(text|blob)|(tiny|medium)?int|decimal|float|double|(var)?(char|binary)|datetime|year|set|(multi)?(linestring|polygon|point)|geometry(collection)?)$/;

function isUserType(type: DataType): boolean {
  return !builtIn.test(type.base) && !builtInOfMysql.test(type.base);
}
