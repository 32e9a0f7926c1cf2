import type { Query } from "../../../model/schema.ts";
import { constantText } from "./constant-text.ts";
import type { Fragment } from "./fragment.ts";
import { parse } from "./load-parser.ts";
import { type PlBlock, type PlStatement, readPlpgsql, type Stretch } from "./plpgsql.ts";
import { readQueryNode } from "./read-query.ts";
import { withoutInto } from "./without-into.ts";

/** The static SQL of a routine's body as queries. `parameters` are names that mean no column. Languages other than SQL and PL/pgSQL have none. */
export function readRoutineBody(language: string, body: string, parameters: ReadonlySet<string>): readonly Query[] {
  if (language === "sql") return queriesOf(body, parameters);
  if (language !== "plpgsql") return [];
  const block = readPlpgsql(body);
  if (block === undefined) return [];
  const variables = new Set(parameters);
  collectVariables(block, variables);
  const queries: Query[] = [];
  for (const sql of sqlOf([{ ...block, start: 0, end: body.length }], body)) queries.push(...queriesOf(sql, variables));
  // An expression is a query to PL/pgSQL; only those that touch something matter.
  return queries.filter(
    ({ operation, tables, routines }) => operation !== "select" || tables.length + routines.length > 0,
  );
}

function queriesOf(sql: string, variables: ReadonlySet<string>): readonly Query[] {
  const outcome = parse(sql);
  if (outcome.kind === "failed") return [];
  return outcome.statements
    .map(({ node }) => readQueryNode(node, variables))
    .filter(({ operation }) => operation !== "other");
}

function collectVariables(block: PlBlock, variables: Set<string>): void {
  for (const { name } of block.declarations) variables.add(name);
  const visit = (statements: readonly PlStatement[]): void => {
    for (const statement of statements) {
      if (statement.kind === "block") collectVariables(statement, variables);
      if (statement.kind === "loop") for (const name of statement.variables) variables.add(name);
      for (const body of bodiesOf(statement)) visit(body);
    }
  };
  visit(block.body);
  for (const { body } of block.handlers) visit(body);
}

/** The statement lists inside a statement, other than a block's own. */
function bodiesOf(statement: PlStatement): readonly (readonly PlStatement[])[] {
  if (statement.kind === "if") return [...statement.branches.map(({ body }) => body), statement.otherwise];
  if (statement.kind === "case") return statement.bodies;
  return statement.kind === "loop" ? [statement.body] : [];
}

/** Every piece of SQL, expressions as `SELECT expression`. */
function* sqlOf(statements: readonly PlStatement[], text: string): Iterable<string> {
  const expression = ({ start, end }: Stretch): string => `SELECT ${text.slice(start, end)}`;
  for (const statement of statements) {
    const own = text.slice(statement.start, statement.end);
    if (statement.kind === "sql" || statement.kind === "return-query") yield withoutInto(own);
    else if (statement.kind === "perform") yield own.replace(/^perform/i, "SELECT ");
    else if (statement.kind === "assign" || statement.kind === "expression") yield expression(statement.value);
    else if (statement.kind === "execute")
      yield constantText(fragmentOf(text, statement.command), new Map())?.parsed ?? "";
    else if (statement.kind === "loop") yield* loopQuery(text.slice(statement.header.start, statement.header.end));
    else if (statement.kind === "if") yield* statement.branches.map(({ condition }) => expression(condition));
    else if (statement.kind === "block") {
      for (const { value, cursor } of statement.declarations) {
        if (value !== undefined) yield cursor ? text.slice(value.start, value.end) : expression(value);
      }
      yield* sqlOf(statement.body, text);
      for (const { body } of statement.handlers) yield* sqlOf(body, text);
    }
    for (const body of bodiesOf(statement)) yield* sqlOf(body, text);
  }
}

/** `FOR r IN SELECT …`, `FOREACH x IN ARRAY …`, `WHILE …`. */
function* loopQuery(header: string): Iterable<string> {
  const condition = /^\s*WHILE\b([\s\S]*)$/i.exec(header)?.[1];
  if (condition !== undefined) yield `SELECT ${condition}`;
  const rows = /^\s*FOR(?:EACH)?\b[\s\S]*?\bIN\b\s*(ARRAY\b|EXECUTE\b|REVERSE\b)?\s*([\s\S]*)$/i.exec(header);
  if (rows === null) return;
  const [, word = "", source = ""] = rows;
  if (/^array$/i.test(word)) yield `SELECT ${source}`;
  else if (/^execute$/i.test(word))
    yield constantText(fragmentOf(source, { start: 0, end: source.length }), new Map())?.parsed ?? "";
  else if (/^(?:\s*\(*\s*)(?:select|with|insert|update|delete|values|table)\b/i.test(source)) yield source;
}

function fragmentOf(text: string, { start, end }: Stretch): Fragment {
  const parsed = text.slice(start, end);
  return { parsed, written: parsed, at: (offset) => offset };
}
