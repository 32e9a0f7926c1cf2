import type { Query } from "../../../model/schema.ts";
import { type Cursor, NotUnderstood } from "./cursor.ts";
import { isNode, nodesOf, type SqlNode } from "./node-sql.ts";
import { QueryReader } from "./query-reader.ts";
import type { Token } from "./tokens.ts";

/** Reads the query that some tokens of a statement make. Fails where no grammar takes it. */
export function readQueryText(cursor: Cursor, tokens: readonly Token[], variables?: ReadonlySet<string>): Query {
  return readQueryOf(cursor, parseTokens(cursor, tokens), tokens, variables);
}

/** The tree of a query. */
export function parseTokens({ text, grammar }: Cursor, tokens: readonly Token[]): SqlNode {
  const outcome = grammar.parse(sqlOf(text, tokens, grammar.mysqlWords));
  if (outcome.kind === "parsed") return outcome.node;
  throw new NotUnderstood(outcome.message, tokens[0]?.start ?? 0);
}

/** A query from its tree; the tokens tell its placeholders. */
export function readQueryOf(
  { text, grammar }: Cursor,
  node: SqlNode,
  tokens: readonly Token[],
  variables?: ReadonlySet<string>,
): Query {
  const reader = new QueryReader(grammar, variables);
  const output = reader.statement(node);
  const { tables, columns, routines } = reader.uses;
  return {
    operation: operationOf(node),
    tables,
    columns,
    output,
    routines,
    ...boundsOf(node),
    parameters: placeholders(text, tokens),
  };
}

/** The statement without its comments, its placeholders as the parser knows them. */
function sqlOf(text: string, tokens: readonly Token[], backslash: boolean): string {
  const parts: string[] = [];
  let end = tokens[0]?.start ?? 0;
  for (const token of tokens) {
    if (token.start > end) parts.push(" ");
    const raw = text.slice(token.start, token.end);
    // The parser takes a backslash for an escape in every dialect.
    const written = token.kind === "string" && !backslash ? raw.replaceAll("\\", "\\\\") : raw;
    parts.push(token.kind === "parameter" && !written.startsWith("@") ? "?" : written);
    end = token.end;
  }
  return parts.join("");
}

function operationOf(node: SqlNode): Query["operation"] {
  const type = node.type;
  if (type === "replace") return "insert";
  return type === "select" || type === "insert" || type === "update" || type === "delete" || type === "call"
    ? type
    : "other";
}

function boundsOf(node: SqlNode): Pick<Query, "hasWhere" | "hasLimit" | "hasOffset"> {
  const limit = isNode(node.limit) ? node.limit : undefined;
  const values = nodesOf(limit?.value);
  let hasWhere = false;
  for (let arm: unknown = node; isNode(arm); arm = arm._next) hasWhere ||= isNode(arm.where);
  return { hasWhere, hasLimit: values.length > 0, hasOffset: values.length > 1 };
}

/** Places for values; those of one name count once. */
function placeholders(text: string, tokens: readonly Token[]): number {
  const keys = tokens
    .filter(({ kind }) => kind === "parameter")
    .map(({ start, end }) => {
      const written = text.slice(start, end);
      return written === "?" || written === "%s" ? `${start}` : written;
    });
  return new Set(keys).size;
}
