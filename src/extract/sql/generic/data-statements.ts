import type { Operation } from "../../../model/operation.ts";
import type { Query } from "../../../model/schema.ts";
import type { Cursor } from "./cursor.ts";
import { base, type Frame } from "./draft.ts";
import { isNode, nodesOf, type SqlNode, textOf } from "./node-sql.ts";
import { parseTokens, readQueryOf } from "./read-query.ts";
import type { Token } from "./tokens.ts";

const MOST_PARSED = 20_000;

/** Statements that read or change rows. */
export function dataStatement(cursor: Cursor, frame: Frame): readonly Operation[] | undefined {
  const first = cursor.peek().upper;
  if (first === "TRUNCATE") return truncate(cursor, frame);
  if (first === "CALL") return call(cursor, frame);
  if (cursor.sees("LOAD DATA") || cursor.sees("LOAD XML")) return load(cursor, frame);
  if (!/^(?:SELECT|INSERT|REPLACE|UPDATE|DELETE|WITH|VALUES|TABLE|\()$/.test(first)) return undefined;
  const { tokens } = cursor;
  if ((first === "INSERT" || first === "REPLACE") && isRows(tokens)) return [insertedRows(cursor, frame)];
  cursor.rest();
  const node = parseTokens(cursor, withoutModifiers(tokens));
  const query = readQueryOf(cursor, node, tokens);
  const written = query.tables.filter(({ access }) => access === "write").map(({ table }) => table);
  const [table] = written;
  switch (query.operation) {
    case "insert": {
      if (table === undefined) return cursor.fail();
      const listed: readonly unknown[] = Array.isArray(node.columns) ? node.columns : [];
      const columns = listed.map((column) => frame.grammar.foldPart(textOf(column) ?? ""));
      const sources = sourcesOf(cursor, node);
      const copied = sources === undefined ? {} : { sources };
      return [{ kind: "insert", ...base(frame), table, columns, ...conflictOf(tokens), ...copied, query }];
    }
    case "update":
      return written.map((each) => updateOf(each, node, query, frame));
    case "delete":
      return written.map((each) => ({
        ...{ kind: "delete" as const, ...base(frame), table: each, hasWhere: query.hasWhere },
        ...{ batched: isBatched(query, tokens), query },
      }));
    default:
      return [{ kind: "not-schema", ...base(frame), command: "SELECT", target: undefined, full: false, query }];
  }
}

function sourcesOf(cursor: Cursor, { values }: SqlNode): readonly (string | undefined)[] | undefined {
  if (!isNode(values) || values.type !== "select") return undefined;
  return readQueryOf(cursor, values, []).output.map(({ source }) => source?.column);
}

/** What concerns only how the server goes about it, and the parser does not know. Of SQLite's `OR IGNORE` it knows that of `INSERT`, and not that of `UPDATE`. */
function withoutModifiers(tokens: readonly Token[]): readonly Token[] {
  if (tokens[0]?.upper === "UPDATE" && tokens[1]?.upper === "OR") return tokens.toSpliced(1, 2);
  const modifier = /^(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|QUICK|IGNORE)$/;
  const isModifier = (index: number) => modifier.test(tokens[index]?.upper ?? "") && tokens[index - 1]?.upper !== "OR";
  return tokens.filter((_, index) => index === 0 || index > 3 || !isModifier(index));
}

/** `INSERT … VALUES`, which may be long, is read by its head alone: rows of constants read nothing. */
function isRows(tokens: readonly Token[]): boolean {
  const values = tokens.findIndex(({ upper }) => upper === "VALUES" || upper === "VALUE");
  const size = (tokens.at(-1)?.end ?? 0) - (tokens[0]?.start ?? 0);
  const reads = tokens.some(({ upper }) => upper === "SELECT");
  return values !== -1 && !reads && (size > MOST_PARSED || values < tokens.length);
}

function insertedRows(cursor: Cursor, frame: Frame): Operation {
  const { tokens } = cursor;
  cursor.take();
  while (cursor.takesOne("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE") !== undefined);
  if (cursor.takes("OR")) cursor.take();
  cursor.takes("INTO");
  const table = cursor.tableName();
  if (cursor.takes("AS")) cursor.rawName();
  if (cursor.takes("PARTITION")) cursor.bracketed();
  const listed =
    cursor.peek().upper === "("
      ? cursor
          .bracketed()
          .parts()
          .map((part) => part.partName())
      : [];
  if (cursor.takesOne("VALUES", "VALUE") === undefined) cursor.fail();
  const rest = cursor.rest();
  const updated = updatedColumns(cursor, rest);
  const query: Query = {
    operation: "insert",
    tables: [{ table, access: "write" }],
    columns: [...new Set([...listed, ...updated])].map((column) => ({ column, access: "write", candidates: [table] })),
    output: [],
    routines: [],
    hasWhere: false,
    hasLimit: false,
    hasOffset: false,
    parameters: rest.filter(({ kind }) => kind === "parameter").length,
  };
  return { kind: "insert", ...base(frame), table, columns: listed, ...conflictOf(tokens), query };
}

/** Columns that `ON DUPLICATE KEY UPDATE a = …, b = …` or `DO UPDATE SET a = …` assigns. */
function updatedColumns({ text, grammar }: Cursor, rest: readonly Token[]): readonly string[] {
  const from = rest.findIndex(({ upper }, at) => upper === "UPDATE" && /^(?:KEY|DO)$/.test(rest[at - 1]?.upper ?? ""));
  if (from === -1) return [];
  let depth = 0;
  return rest.slice(from + 1).flatMap(({ upper, kind, start, end }, index, all) => {
    depth += upper === "(" ? 1 : upper === ")" ? -1 : 0;
    const before = all[index - 1]?.upper;
    const begins = before === undefined || before === "," || before === "SET";
    if (depth > 0 || !begins || (kind !== "word" && kind !== "quoted") || upper === "SET") return [];
    return [grammar.foldPart(text.slice(start, end).replace(/^[`"[]|[`"\]]$/g, ""))];
  });
}

type Conflict = { readonly onConflict: "nothing" | "update" | undefined; readonly notExists: boolean };

function conflictOf(tokens: readonly Token[]): Conflict {
  const words = tokens.filter(({ kind }) => kind === "word").map(({ upper }) => upper);
  const text = words.slice(0, 6).join(" ");
  const all = ` ${words.join(" ")} `;
  const updates = /^(?:REPLACE|INSERT OR REPLACE)\b/.test(text) || /(?: ON DUPLICATE KEY| DO) UPDATE /.test(all);
  const ignores =
    /^INSERT (?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY) )?(?:OR )?IGNORE\b/.test(text) || all.includes(" DO NOTHING ");
  return {
    onConflict: updates ? "update" : ignores ? "nothing" : undefined,
    notExists: all.includes(" SELECT ") && all.includes(" WHERE NOT EXISTS "),
  };
}

function updateOf(table: Query["tables"][number]["table"], node: SqlNode, query: Query, frame: Frame): Operation {
  const columns = query.columns
    .filter(({ access, candidates }) => access === "write" && candidates.some((each) => each.name === table.name))
    .map(({ column }) => column);
  const { grammar } = frame;
  const selfReferencing = nodesOf(node.set).flatMap((set) => {
    const column = grammar.foldPart(textOf(set.column) ?? "");
    return columns.includes(column) && mentions(set.value, column, grammar.foldPart) ? [column] : [];
  });
  const shared = { hasWhere: query.hasWhere, batched: query.hasLimit, query };
  return { kind: "update", ...base(frame), table, columns, selfReferencing, ...shared };
}

function mentions(value: unknown, column: string, fold: (name: string) => string): boolean {
  if (Array.isArray(value)) return value.some((each) => mentions(each, column, fold));
  if (!isNode(value)) return false;
  if (value.type === "column_ref") return fold(textOf(value.column) ?? "") === column;
  return Object.values(value).some((each) => mentions(each, column, fold));
}

/** `LIMIT`, or a condition on rows that a limited query or a range of keys chose. */
function isBatched(query: Query, tokens: readonly Token[]): boolean {
  return query.hasLimit || tokens.some(({ upper }) => upper === "LIMIT");
}

function truncate(cursor: Cursor, frame: Frame): readonly Operation[] {
  cursor.take();
  cursor.takes("TABLE");
  const table = cursor.tableName();
  cursor.takesOne("WAIT", "NOWAIT");
  return [{ kind: "truncate", ...base(frame), tables: [table], cascade: false }];
}

/** `LOAD DATA … INTO TABLE name`. */
function load(cursor: Cursor, frame: Frame): readonly Operation[] {
  cursor.until((it) => it.sees("INTO TABLE"));
  cursor.expect("INTO TABLE");
  const table = cursor.tableName();
  cursor.rest();
  return [{ kind: "copy", ...base(frame), table, columns: [], to: false }];
}

function call(cursor: Cursor, frame: Frame): readonly Operation[] {
  cursor.take();
  const { schema, name } = cursor.tableName();
  const routine = { schema, name: cursor.grammar.foldPart(name) };
  const given = cursor.peek().upper === "(" ? cursor.bracketed() : undefined;
  const rest = [...(given?.tokens ?? []), ...cursor.rest()];
  const query: Query = {
    operation: "call",
    tables: [],
    columns: [],
    output: [],
    routines: [routine],
    hasWhere: false,
    hasLimit: false,
    hasOffset: false,
    parameters: rest.filter(({ kind }) => kind === "parameter").length,
  };
  const values = given?.parts().map((part) => ({ name: undefined, value: constantOf(part) })) ?? [];
  return [{ kind: "call-routine", ...base(frame), routine, query, arguments: values }];
}

/** A string or number that stands alone. */
function constantOf(part: Cursor): string | number | undefined {
  const [token, another] = part.tokens;
  if (another !== undefined) return undefined;
  if (token?.kind === "string") return part.string();
  return token?.kind === "number" ? Number(part.written) : undefined;
}
