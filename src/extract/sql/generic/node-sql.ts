/** A node of node-sql-parser's tree, whose shape its own types give only in part. */
export type SqlNode = { readonly [key: string]: unknown };

/** What the parser makes of a statement, or why it cannot. */
export type ParseOutcome =
  | { readonly kind: "parsed"; readonly node: SqlNode }
  | { readonly kind: "failed"; readonly message: string };

/** The part of node-sql-parser's `Parser` that is used. */
export type NodeSqlParser = { astify(sql: string, options: { readonly database: string }): unknown };

/** The parser takes about a second for so much. */
const LONGEST = 40_000;

/** Parses one statement with the first of several grammars that takes it. Never throws for what the text says. */
export function parseWith(parsers: readonly (readonly [NodeSqlParser, string])[], sql: string): ParseOutcome {
  if (sql.length > LONGEST) return { kind: "failed", message: "it is too long to be taken apart" };
  let first: ParseOutcome | undefined;
  for (const [parser, database] of parsers) {
    const outcome = parseOnce(parser, database, sql);
    if (outcome.kind === "parsed") return outcome;
    first ??= outcome;
  }
  return first ?? { kind: "failed", message: "there is no parser for it" };
}

function parseOnce(parser: NodeSqlParser, database: string, sql: string): ParseOutcome {
  try {
    const tree = parser.astify(sql, { database });
    const node: unknown = Array.isArray(tree) ? tree[0] : tree;
    if (isNode(node) && (!Array.isArray(tree) || tree.length === 1)) return { kind: "parsed", node };
    return { kind: "failed", message: "it is more than one statement" };
  } catch (error) {
    if (error instanceof RangeError) return { kind: "failed", message: "it is nested too deeply" };
    if (error instanceof Error) return { kind: "failed", message: reason(error) };
    throw error;
  }
}

function reason(error: Error): string {
  const found = /but (.{1,40}) found/.exec(error.message)?.[1];
  return found === undefined ? "it is no statement of the grammar" : `nothing fits at ${found}`;
}

export function isNode(value: unknown): value is SqlNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The nodes of a list; none for what is no list. */
export function nodesOf(value: unknown): readonly SqlNode[] {
  return Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];
}

/** A text within a tree: a plain string, or a node that holds one under `value`, `column` or `name`. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (!isNode(value)) return undefined;
  return textOf(value.value ?? value.column ?? value.expr ?? value.name);
}
