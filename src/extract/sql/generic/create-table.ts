import type { Operation, OperationOf, WrittenConstraint } from "../../../model/operation.ts";
import type { Index } from "../../../model/schema.ts";
import { readColumn, type WrittenColumn } from "./columns.ts";
import { type KeyOverParts, skipIndexOptions, tableConstraint } from "./constraints.ts";
import type { Cursor } from "./cursor.ts";
import { base, type Frame } from "./draft.ts";
import { indexOf, keyParts } from "./key-parts.ts";
import { readQueryText } from "./read-query.ts";
import { tableOptions } from "./table-options.ts";

/** `CREATE [OR REPLACE] [TEMPORARY] TABLE [IF NOT EXISTS] …`, with its indexes as operations of their own. */
export function createTable(cursor: Cursor, frame: Frame): readonly Operation[] | undefined {
  if (!cursor.takes("CREATE")) return undefined;
  const replace = cursor.takes("OR REPLACE");
  const temporary = cursor.takesOne("TEMPORARY", "TEMP") !== undefined;
  if (!cursor.takes("TABLE")) return undefined;
  const guard = cursor.takes("IF NOT EXISTS") ? "if-not-exists" : replace ? "or-replace" : undefined;
  const table = cursor.tableName();
  const bare = bareTable(frame, guard, table, temporary);
  if (cursor.takes("LIKE")) return [likeTable(bare, cursor.tableName())];
  if (cursor.sees("( LIKE")) {
    const inner = cursor.bracketed();
    inner.expect("LIKE");
    return [likeTable(bare, inner.tableName())];
  }
  const body = cursor.peek().upper === "(" && !cursor.sees("( SELECT") ? cursor.bracketed() : undefined;
  const parts = body === undefined ? noParts : tableParts(body);
  const options = tableOptions(cursor);
  cursor.takesOne("IGNORE", "REPLACE");
  cursor.takes("AS");
  const as = cursor.done ? undefined : readQueryText(cursor, cursor.rest());
  const create: OperationOf<"create-table"> = {
    ...bare,
    columns: parts.columns.map(({ definition }) => definition),
    constraints: [...parts.columns.flatMap(({ constraints }) => constraints), ...parts.constraints],
    partitionBy: options.partitionBy,
    as,
  };
  const drop: readonly Operation[] = replace
    ? [{ kind: "drop-table", ...base(frame, "if-exists"), table, cascade: false }]
    : [];
  return [
    ...drop,
    replace ? { ...create, guard: undefined } : create,
    ...parts.indexes.map(({ index, at }) => createIndex(frame, guard, table, index, at)),
    ...commentOf(frame, table, options.comment),
  ];
}

type Parts = {
  readonly columns: readonly WrittenColumn[];
  readonly constraints: readonly WrittenConstraint[];
  readonly indexes: readonly WrittenIndex[];
};

const noParts: Parts = { columns: [], constraints: [], indexes: [] };

/** An index among a table's parts, and the stretch it is written in. */
export type WrittenIndex = { readonly index: Index; readonly at: readonly [start: number, end: number] };

function tableParts(body: Cursor): Parts {
  const columns: WrittenColumn[] = [];
  const constraints: WrittenConstraint[] = [];
  const indexes: WrittenIndex[] = [];
  for (const part of body.parts()) {
    const at = [part.offset, part.tokens.at(-1)?.end ?? part.offset] as const;
    const found = readTablePart(part);
    if (found === "period") continue;
    if (found === undefined) columns.push(readColumn(part));
    else if (found.kind === "index") indexes.push({ index: found.index, at });
    else if (found.kind === "unique-index") indexes.push({ index: uniqueIndex(found), at });
    else constraints.push(found);
    if (!part.done) part.fail();
  }
  return { columns, constraints, indexes };
}

type TablePart = WrittenConstraint | KeyOverParts | { readonly kind: "index"; readonly index: Index } | "period";

/** A constraint or index of a table; `undefined` where a column stands. */
export function readTablePart(part: Cursor): TablePart | undefined {
  const { mark } = part;
  if (part.sees("PERIOD FOR")) {
    part.rest();
    return "period";
  }
  if (part.takes("CONSTRAINT")) {
    const hasName = !/^(?:PRIMARY|UNIQUE|CHECK|FOREIGN)$/.test(part.peek().upper);
    const name = hasName ? part.partName() : "";
    return tableConstraint(part, name) ?? part.fail();
  }
  // A column may have any of these names: then a type follows, no bracket.
  const found = indexPart(part) ?? (isConstraint(part) ? tableConstraint(part, "") : undefined);
  if (found === undefined) part.back(mark);
  return found;
}

function isConstraint(part: Cursor): boolean {
  if (part.sees("PRIMARY KEY") || part.sees("FOREIGN KEY") || part.sees("CHECK (")) return true;
  return part.sees("UNIQUE (") || part.sees("UNIQUE KEY") || part.sees("UNIQUE INDEX") || isNamedUnique(part);
}

function isNamedUnique(part: Cursor): boolean {
  return part.sees("UNIQUE") && (part.peek(2).upper === "(" || part.peek(2).upper === "USING");
}

function indexPart(part: Cursor): { readonly kind: "index"; readonly index: Index } | undefined {
  if (part.grammar.dialect !== "mysql" && !part.sees("INDEX")) return undefined;
  const special = part.takesOne("FULLTEXT", "SPATIAL");
  if (part.takesOne("INDEX", "KEY") === undefined && special === undefined) return undefined;
  part.takes("IF NOT EXISTS");
  const name = part.peek().upper === "(" || part.sees("USING") ? "" : part.partName();
  const before = skipIndexOptions(part);
  if (part.peek().upper !== "(") return undefined;
  const elements = keyParts(part.bracketed());
  const method = special?.toLowerCase() ?? skipIndexOptions(part) ?? before ?? "btree";
  skipIndexOptions(part);
  return { kind: "index", index: indexOf(name, elements, { unique: false, method }) };
}

/** The index that a unique key over parts of columns is. */
export function uniqueIndex({ name, parts }: KeyOverParts): Index {
  return indexOf(name, parts, { unique: true, method: "btree" });
}

/** An index that a statement makes beside other things. */
export function createIndex(
  frame: Frame,
  guard: Operation["guard"],
  table: OperationOf<"create-index">["table"],
  index: Index,
  [start, end]: WrittenIndex["at"],
): Operation {
  return { kind: "create-index", ...base(frame, guard, start, end), table, index, concurrently: false, only: false };
}

function commentOf(
  frame: Frame,
  table: OperationOf<"create-table">["table"],
  comment: string | undefined,
): readonly Operation[] {
  if (comment === undefined || comment === "") return [];
  return [{ kind: "comment-on", ...base(frame), object: "table", name: table, part: undefined, comment }];
}

function bareTable(
  frame: Frame,
  guard: Operation["guard"],
  table: OperationOf<"create-table">["table"],
  temporary: boolean,
): OperationOf<"create-table"> {
  return {
    kind: "create-table",
    ...base(frame, guard),
    table,
    columns: [],
    constraints: [],
    persistence: temporary ? "temporary" : "permanent",
    inherits: [],
    partitionBy: undefined,
    partitionOf: undefined,
    like: [],
    as: undefined,
    ofType: undefined,
  };
}

function likeTable(
  bare: OperationOf<"create-table">,
  source: OperationOf<"create-table">["table"],
): OperationOf<"create-table"> {
  return { ...bare, like: [{ source, including: ["all"], position: 0 }] };
}
