import type { SelectStmt } from "libpg-query";
import { type Constants, constantList } from "./constant-text.ts";
import { type Fragment, within } from "./fragment.ts";
import { parse } from "./load-parser.ts";
import { itemsOf, type Node, stringsOf } from "./syntax-tree.ts";

/** More turns than anybody writes out by hand. */
const MOST_TURNS = 500;

type Row = ReadonlyMap<string, string>;

/**
 * What the variables of a loop hold at each turn, for loops over constants: `FOREACH t IN ARRAY ARRAY['a', 'b']`, `FOR i IN 1..12`,
 * `FOR r IN SELECT * FROM (VALUES ('a', 'b')) AS v (x, y)`. `undefined` where it takes the server to know.
 */
export function constantTurns(
  header: Fragment,
  variables: readonly string[],
  constants: Constants,
  lists: ReadonlyMap<string, readonly string[]>,
): readonly Constants[] | undefined {
  const rows = rowsOf(header, constants, lists);
  if (rows === undefined || rows.length === 0 || rows.length > MOST_TURNS) return undefined;
  return rows.map((row) => {
    const held = new Map<string, Fragment>();
    const hold = (name: string, text: string): void => {
      held.set(name, { parsed: text, written: text, at: () => header.at(0) });
    };
    const values = [...row];
    const [only] = variables;
    for (const [index, [column, text]] of values.entries()) {
      if (variables.length > 1) hold(variables[index] ?? "", text);
      else if (only !== undefined) hold(`${only}.${column}`, text);
    }
    const [first] = values;
    if (variables.length === 1 && values.length === 1 && only !== undefined && first !== undefined)
      hold(only, first[1]);
    return held;
  });
}

function rowsOf(
  header: Fragment,
  constants: Constants,
  lists: ReadonlyMap<string, readonly string[]>,
): readonly Row[] | undefined {
  const text = header.parsed;
  const range = /^\s*FOR\s+\w+\s+IN\s+(\d{1,9})\s*\.\.\s*(\d{1,9})\s*$/i.exec(text);
  if (range !== null) return numbers(Number(range[1]), Number(range[2]));
  const array = /^\s*FOREACH\s+\w+\s+IN\s+ARRAY\s+/i.exec(text);
  if (array !== null) {
    const source = text.slice(array[0].length).trim().toLowerCase();
    const list = constantList(within(header, array[0].length, text.length), constants) ?? lists.get(source);
    return list?.map((value) => new Map([["unnest", value]]));
  }
  const query = /^\s*FOR\s+[\s\S]+?\s+IN\s+(?=\(|SELECT\b|VALUES\b)/i.exec(text);
  if (query === null) return undefined;
  const outcome = parse(text.slice(query[0].length));
  const node = outcome.kind === "parsed" ? outcome.statements[0]?.node : undefined;
  return node !== undefined && "SelectStmt" in node ? selectRows(node.SelectStmt) : undefined;
}

function numbers(from: number, to: number): readonly Row[] | undefined {
  if (to - from > MOST_TURNS) return undefined;
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => new Map([["i", String(from + index)]]));
}

/** Rows of VALUES, of `SELECT unnest(ARRAY[…])`, or of a plain selection from one of them. */
function selectRows(select: SelectStmt): readonly Row[] | undefined {
  if (select.whereClause !== undefined || select.withClause !== undefined || select.larg !== undefined)
    return undefined;
  if (select.valuesLists !== undefined) return valueRows(select.valuesLists);
  const [target] = select.targetList ?? [];
  const value = target !== undefined && "ResTarget" in target ? target.ResTarget : undefined;
  const [source, ...more] = select.fromClause ?? [];
  if (source === undefined) {
    return select.targetList?.length === 1 ? unnested(value?.val, value?.name ?? "unnest") : undefined;
  }
  const rows = more.length === 0 ? sourceRows(source) : undefined;
  return rows === undefined ? undefined : selected(rows, select.targetList ?? []);
}

function sourceRows(source: Node): readonly Row[] | undefined {
  if ("RangeSubselect" in source) {
    const { subquery, alias } = source.RangeSubselect;
    const rows = subquery !== undefined && "SelectStmt" in subquery ? selectRows(subquery.SelectStmt) : undefined;
    return rows?.map((row) => renamed(row, stringsOf(alias?.colnames)));
  }
  if (!("RangeFunction" in source)) return undefined;
  const { functions, alias } = source.RangeFunction;
  const [call] = itemsOf(functions?.[0]);
  const [name = alias?.aliasname ?? "unnest"] = stringsOf(alias?.colnames);
  return unnested(call, name);
}

function selected(rows: readonly Row[], targets: readonly Node[]): readonly Row[] | undefined {
  const names: (readonly [string, string])[] = [];
  for (const target of targets) {
    const { name, val } = "ResTarget" in target ? target.ResTarget : { name: undefined, val: undefined };
    const fields = val !== undefined && "ColumnRef" in val ? (val.ColumnRef.fields ?? []) : [];
    const last = fields.at(-1);
    if (last !== undefined && "A_Star" in last) return targets.length === 1 ? rows : undefined;
    const column = stringsOf(fields).at(-1);
    if (column === undefined) return undefined;
    names.push([name ?? column, column]);
  }
  return rows.every((row) => names.every(([, column]) => row.has(column)))
    ? rows.map((row) => new Map(names.map(([name, column]) => [name, row.get(column) ?? ""])))
    : undefined;
}

function valueRows(lists: readonly Node[]): readonly Row[] | undefined {
  const rows: Row[] = [];
  for (const list of lists) {
    const texts = itemsOf(list).map(textOf);
    if (texts.includes(undefined)) return undefined;
    rows.push(new Map(texts.map((text, index) => [`column${index + 1}`, text ?? ""])));
  }
  return rows;
}

function unnested(call: Node | undefined, name: string): readonly Row[] | undefined {
  if (call === undefined || !("FuncCall" in call) || stringsOf(call.FuncCall.funcname).at(-1) !== "unnest")
    return undefined;
  let list = call.FuncCall.args?.[0];
  if (list !== undefined && "TypeCast" in list) list = list.TypeCast.arg;
  if (list === undefined || !("A_ArrayExpr" in list)) return undefined;
  const texts = (list.A_ArrayExpr.elements ?? []).map(textOf);
  return texts.includes(undefined) ? undefined : texts.map((text) => new Map([[name, text ?? ""]]));
}

function renamed(row: Row, names: readonly string[]): Row {
  return new Map([...row].map(([name, text], index) => [names[index] ?? name, text]));
}

function textOf(node: Node): string | undefined {
  if ("TypeCast" in node) return node.TypeCast.arg === undefined ? undefined : textOf(node.TypeCast.arg);
  if (!("A_Const" in node)) return undefined;
  const { sval, ival, fval, boolval } = node.A_Const;
  if (sval !== undefined) return sval.sval ?? "";
  if (ival !== undefined) return String(ival.ival ?? 0);
  if (boolval !== undefined) return String(boolval.boolval === true);
  return fval?.fval;
}
