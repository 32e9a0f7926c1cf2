import { keyOf } from "../../model/name.ts";
import type { Column, Schema, Sequence, Table } from "../../model/schema.ts";
import { type Quote, sqlName } from "./quoting.ts";

/** How a column comes by its sequence: written `serial`, as an identity, or not at all. */
export type ColumnSequence =
  | { readonly kind: "serial"; readonly type: "smallserial" | "serial" | "bigserial" }
  | { readonly kind: "identity"; readonly sequence: Sequence }
  | { readonly kind: "none" };

/** Finds the sequence that belongs to a column. */
export type OwnedSequences = (table: Table, column: Column) => ColumnSequence;

/** The sequences of a schema, apart as its columns have them and as they stand by themselves. */
export type Sequences = {
  readonly owned: OwnedSequences;
  readonly alone: readonly Sequence[];
  /** What has to be said of identities' sequences after their tables: names and types that are not the server's own choice. */
  readonly later: (quote: Quote) => string[];
};

/** Tells the sequences of a schema apart. */
export function sequencesOf(schema: Schema): Sequences {
  const byColumn = new Map<string, Sequence>();
  for (const sequence of schema.sequences.values()) {
    if (sequence.ownedBy !== undefined)
      byColumn.set(columnKey(sequence.ownedBy.table, sequence.ownedBy.column), sequence);
  }
  const owned: OwnedSequences = (table, column) =>
    ownedBy(byColumn.get(columnKey(table.name, column.name)), table, column);
  const written = new Set<Sequence>();
  const identities: Identity[] = [];
  for (const table of schema.tables.values()) {
    for (const column of table.columns) {
      const how = owned(table, column);
      const sequence = byColumn.get(columnKey(table.name, column.name));
      if (sequence !== undefined && how.kind !== "none") written.add(sequence);
      if (how.kind === "identity") identities.push({ table, column, sequence: how.sequence });
    }
  }
  return {
    owned,
    alone: [...schema.sequences.values()].filter((sequence) => !written.has(sequence)),
    later: (quote) => identities.flatMap((identity) => identitySequenceSql(identity, quote)),
  };
}

type Identity = { readonly table: Table; readonly column: Column; readonly sequence: Sequence };

function identitySequenceSql({ table, column, sequence }: Identity, quote: Quote): string[] {
  const { name, type, minimum, maximum } = sequence;
  const usual = { schema: table.name.schema, name: `${table.name.name}_${column.name}_seq` };
  const hasOtherType = type !== column.type?.meaning && column.type?.meaning !== undefined;
  return [
    ...(hasUsualName(sequence, table, column) || usual.name.length >= 60
      ? []
      : [`ALTER SEQUENCE ${sqlName(usual, quote)} RENAME TO ${quote(name.name)};`]),
    ...(hasOtherType
      ? [`ALTER SEQUENCE ${sqlName(name, quote)} AS ${type} MINVALUE ${minimum} MAXVALUE ${maximum};`]
      : []),
  ];
}

function columnKey(table: Table["name"], column: string): string {
  return `${keyOf(table)}\n${column}`;
}

const serials: Readonly<Record<string, "smallserial" | "serial" | "bigserial">> = {
  smallint: "smallserial",
  integer: "serial",
  bigint: "bigserial",
};

function ownedBy(sequence: Sequence | undefined, table: Table, column: Column): ColumnSequence {
  if (sequence === undefined) return { kind: "none" };
  if (column.identity !== undefined) return { kind: "identity", sequence };
  const serial = serials[column.type?.meaning ?? ""];
  const takesNext = /^nextval\('(.*)'(::regclass)?\)$/.exec(column.default?.meaning ?? "")?.[1]?.replaceAll("''", "'");
  const ordinary =
    takesNext?.replaceAll('"', "") === keyOf(sequence.name).replaceAll('"', "") &&
    hasUsualName(sequence, table, column) &&
    optionsSql(sequence) === "" &&
    sequence.type === column.type?.meaning &&
    !column.nullable;
  return serial !== undefined && ordinary ? { kind: "serial", type: serial } : { kind: "none" };
}

/** The name that the server would choose by itself, as long as nothing has to be cut. */
function hasUsualName({ name }: Sequence, table: Table, column: Column): boolean {
  const usual = `${table.name.name}_${column.name}_seq`;
  return name.schema === table.name.schema && name.name === usual && usual.length < 60;
}

const largest: Readonly<Record<string, bigint>> = {
  smallint: 32767n,
  integer: 2147483647n,
  bigint: 9223372036854775807n,
};

/** The options that differ from the server's own. */
export function optionsSql(sequence: Sequence): string {
  const { increment, minimum, maximum, start, cache, cycle, type } = sequence;
  const falling = increment.startsWith("-");
  const most = largest[type] ?? 0n;
  const usual = falling ? { minimum: `${-most - 1n}`, maximum: "-1" } : { minimum: "1", maximum: `${most}` };
  return [
    increment === "1" ? "" : `INCREMENT BY ${increment}`,
    minimum === usual.minimum ? "" : `MINVALUE ${minimum}`,
    maximum === usual.maximum ? "" : `MAXVALUE ${maximum}`,
    start === (falling ? maximum : minimum) ? "" : `START WITH ${start}`,
    cache === "1" ? "" : `CACHE ${cache}`,
    cycle ? "CYCLE" : "",
  ]
    .filter((option) => option !== "")
    .join(" ");
}

/** A sequence that stands by itself; whom it belongs to is said once the tables are there. */
export function sequenceSql(sequence: Sequence, quote: Quote): string {
  const options = optionsSql(sequence);
  const type = sequence.type === "bigint" ? "" : ` AS ${sequence.type}`;
  return `CREATE SEQUENCE ${sqlName(sequence.name, quote)}${type}${options === "" ? "" : ` ${options}`};`;
}

/** `ALTER SEQUENCE … OWNED BY`; nothing for a sequence that belongs to no column. */
export function ownerSql({ name, ownedBy: owner }: Sequence, quote: Quote): string[] {
  if (owner === undefined) return [];
  return [`ALTER SEQUENCE ${sqlName(name, quote)} OWNED BY ${sqlName(owner.table, quote)}.${quote(owner.column)};`];
}
