import type { SqlValue } from "../../../model/catalog.ts";
import { constantText } from "./constant-text.ts";
import { rowsOfText, valueOfText } from "./evaluate-text.ts";
import { type Fragment, within } from "./fragment.ts";
import type { Row } from "./scope.ts";
import { isList } from "./sql-values.ts";
import type { Variables } from "./variables.ts";

/** More turns than anybody writes out by hand. */
const MOST_TURNS = 500;

/** What the variables of a loop hold at one turn. */
export type Turn = ReadonlyMap<string, SqlValue>;

/**
 * The turns of a loop over constants or over what the catalog holds: `FOREACH t IN ARRAY ARRAY['a', 'b']`, `FOR i IN 1..12`,
 * `FOR r IN SELECT tablename FROM pg_tables`. `undefined` where they cannot be known.
 */
export function loopTurns(
  header: Fragment,
  variables: readonly string[],
  held: Variables,
): readonly Turn[] | undefined {
  const rows = rowsOf(header, held);
  if (rows === undefined || rows.length > MOST_TURNS) return undefined;
  const turns = rows.map((row) => turnOf(row, variables));
  return turns.every((turn) => turn !== undefined) ? turns : undefined;
}

function turnOf(row: Row, variables: readonly string[]): Turn | undefined {
  const turn = new Map<string, SqlValue>();
  const [only] = variables;
  for (const [index, { name, value }] of row.entries()) {
    if (value === undefined) continue;
    if (variables.length > 1) turn.set(variables[index] ?? "", value);
    else if (only !== undefined) turn.set(`${only}.${name}`, value);
  }
  const [first] = row;
  if (variables.length !== 1 || row.length !== 1 || only === undefined) return turn;
  return first?.value === undefined ? undefined : turn.set(only, first.value);
}

function rowsOf(header: Fragment, held: Variables): readonly Row[] | undefined {
  const text = header.parsed;
  const { scope } = held;
  const array = /^\s*FOREACH\s+\w+\s+IN\s+ARRAY\s+/i.exec(text);
  if (array !== null) {
    const value = valueOfText(text.slice(array[0].length), scope);
    const list = typeof value === "string" ? valueOfText(`'${value.replaceAll("'", "''")}'::text[]`, scope) : value;
    return list !== undefined && list !== null && isList(list) ? list.map(single) : undefined;
  }
  const executed = /^\s*FOR\s+[\s\S]+?\s+IN\s+EXECUTE\b/i.exec(text);
  if (executed !== null) {
    const command = within(header, executed[0].length, text.length);
    const query = constantText(command, held.texts)?.parsed ?? valueOfText(command.parsed, scope);
    return typeof query === "string" ? rowsOfText(query, scope) : undefined;
  }
  const query = /^\s*FOR\s+[\s\S]+?\s+IN\s+(?=[(\s]*(?:SELECT|VALUES|WITH)\b)/i.exec(text);
  if (query !== null) return rowsOfText(text.slice(query[0].length), scope);
  const range = /^\s*FOR\s+\w+\s+IN\s+(REVERSE\s+)?([\s\S]+?)\s*\.\.\s*([\s\S]+?)(?:\s+BY\s+([\s\S]+))?$/i.exec(text);
  if (range === null) return undefined;
  const [from, to, by] = [range[2], range[3], range[4] ?? "1"].map((each) => valueOfText(each ?? "", scope));
  if (typeof from !== "number" || typeof to !== "number" || typeof by !== "number" || by < 1) return undefined;
  return numbers(from, to, range[1] === undefined ? by : -by);
}

function numbers(from: number, to: number, by: number): readonly Row[] | undefined {
  const count = Math.floor((to - from) / by) + 1;
  if (count > MOST_TURNS) return undefined;
  return Array.from({ length: Math.max(0, count) }, (_, index) => single(from + index * by));
}

function single(value: SqlValue): Row {
  return [{ name: "value", value }];
}
