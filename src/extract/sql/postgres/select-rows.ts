import type { JoinExpr, RangeFunction, RangeSubselect, SelectStmt } from "libpg-query";
import type { SqlValue } from "../../../model/catalog.ts";
import { evaluate } from "./evaluate.ts";
import { nameOfNodes, qualifiedName } from "./names.ts";
import type { Cell, Row, Scope } from "./scope.ts";
import { compared, isList, numberOf, textOf, truthOf } from "./sql-values.ts";
import { itemsOf, type Node, stringsOf } from "./syntax-tree.ts";
import { known, Undecided } from "./undecided.ts";

/** The rows that FROM joins, by the names that they have there. */
type Source = ReadonlyMap<string, Row>;

/** More rows than a database has tables and columns that somebody loops over in a migration. */
const MOST_ROWS = 20_000;

/** The rows of a query over the catalog, over lists, and over constants. Throws `Undecided`. */
export function selectRows(select: SelectStmt, outer: Scope): readonly Row[] {
  const scope = withCommonTables(select, outer);
  if (select.valuesLists !== undefined) return select.valuesLists.map((list) => listed(itemsOf(list), scope));
  if (select.larg !== undefined && select.rarg !== undefined) return united(select, scope);
  if (select.groupClause !== undefined || select.havingClause !== undefined || select.windowClause !== undefined)
    throw new Undecided();
  let sources: readonly Source[] = [new Map()];
  for (const item of select.fromClause ?? []) sources = joinedTo(sources, item, scope);
  const { whereClause } = select;
  if (whereClause !== undefined)
    sources = sources.filter((source) => truthOf(evaluate(whereClause, within(scope, source))) === true);
  const targets = select.targetList ?? [];
  if (targets.some(isAggregate)) return [targets.map((target) => aggregated(target, sources, scope))];
  const sorted = select.sortClause === undefined ? sources : ordered(sources, select.sortClause, targets, scope);
  const rows = sorted.flatMap((source) => projected(targets, source, scope));
  return limited(select.distinctClause === undefined ? rows : distinct(rows), select, scope);
}

function withCommonTables({ withClause }: SelectStmt, outer: Scope): Scope {
  if (withClause === undefined) return outer;
  if (withClause.recursive === true) throw new Undecided();
  let scope = outer;
  for (const node of withClause.ctes ?? []) {
    if (!("CommonTableExpr" in node)) throw new Undecided();
    const { ctename, ctequery, aliascolnames } = node.CommonTableExpr;
    if (ctequery === undefined || !("SelectStmt" in ctequery)) throw new Undecided();
    const rows = renamed(selectRows(ctequery.SelectStmt, scope), stringsOf(aliascolnames));
    const { catalog } = scope;
    const own = rows.map((row) => Object.fromEntries(row.map(({ name, value }) => [name, value])));
    scope = {
      ...scope,
      catalog: { rows: (name) => (name.schema === undefined && name.name === ctename ? own : catalog?.rows(name)) },
    };
  }
  return scope;
}

function united(select: SelectStmt, scope: Scope): readonly Row[] {
  const { larg, rarg, op, all } = select;
  if (op !== "SETOP_UNION" || larg === undefined || rarg === undefined) throw new Undecided();
  const left = selectRows(larg, scope);
  const names = left[0]?.map(({ name }) => name) ?? [];
  const rows = [...left, ...renamed(selectRows(rarg, scope), names)];
  return limited(all === true ? rows : distinct(rows), select, scope);
}

/** Every row so far with every row of one more item of FROM, which may look at what stands before it. */
function joinedTo(sources: readonly Source[], item: Node, scope: Scope): readonly Source[] {
  const rows = sources.flatMap((source) =>
    itemSources(item, within(scope, source)).map((own) => new Map([...source, ...own])),
  );
  if (rows.length > MOST_ROWS) throw new Undecided();
  return rows;
}

function itemSources(item: Node, scope: Scope): readonly Source[] {
  if ("JoinExpr" in item) return joinSources(item.JoinExpr, scope);
  if ("RangeVar" in item) {
    const { relname = "", alias } = item.RangeVar;
    const rows = known(scope.catalog?.rows(qualifiedName(item.RangeVar)));
    const cells = rows.map((row) => Object.entries(row).map(([column, value]) => ({ name: column, value })));
    return aliased(renamed(cells, stringsOf(alias?.colnames)), alias?.aliasname ?? relname);
  }
  if ("RangeSubselect" in item) return subselectSources(item.RangeSubselect, scope);
  if ("RangeFunction" in item) return functionSources(item.RangeFunction, scope);
  throw new Undecided();
}

function joinSources(
  { jointype, larg, rarg, quals, usingClause, isNatural }: JoinExpr,
  scope: Scope,
): readonly Source[] {
  if (larg === undefined || rarg === undefined || isNatural === true) throw new Undecided();
  if (jointype !== "JOIN_INNER" && jointype !== "JOIN_LEFT") throw new Undecided();
  const using = stringsOf(usingClause);
  return itemSources(larg, scope).flatMap((left) => {
    const right = itemSources(rarg, within(scope, left));
    const found = right.filter((own) => {
      const matches = using.every(
        (column) => compared(known(columnOf(left, column)), known(columnOf(own, column))) === 0,
      );
      const both = new Map([...left, ...own]);
      return matches && (quals === undefined || truthOf(evaluate(quals, within(scope, both))) === true);
    });
    // Without a match the right side's columns are NULL, whichever those are.
    if (found.length === 0 && jointype === "JOIN_LEFT") {
      const [example] = right;
      if (example === undefined) throw new Undecided();
      const empty = [...example].map(([name, row]) => [name, row.map((cell) => ({ ...cell, value: null }))] as const);
      return [new Map([...left, ...empty])];
    }
    // A column of USING is one column.
    const rest = (row: Row): Row => row.filter(({ name }) => !using.includes(name));
    return found.map((own) => new Map([...left, ...[...own].map(([name, row]) => [name, rest(row)] as const)]));
  });
}

function subselectSources({ subquery, alias }: RangeSubselect, scope: Scope): readonly Source[] {
  if (subquery === undefined || !("SelectStmt" in subquery)) throw new Undecided();
  const rows = renamed(selectRows(subquery.SelectStmt, scope), stringsOf(alias?.colnames));
  return aliased(rows, alias?.aliasname ?? "");
}

function functionSources({ functions, alias, ordinality }: RangeFunction, scope: Scope): readonly Source[] {
  const [call] = itemsOf(functions?.[0]);
  if (functions?.length !== 1 || call === undefined || ordinality === true) throw new Undecided();
  const name = "FuncCall" in call ? nameOfNodes(call.FuncCall.funcname).name : "";
  const [column = alias?.aliasname ?? name] = stringsOf(alias?.colnames);
  const rows = setOf(call, scope).map((value) => [{ name: column, value }]);
  return aliased(rows, alias?.aliasname ?? name);
}

/** What a function gives that returns a set. */
function setOf(call: Node, scope: Scope): readonly SqlValue[] {
  if (!("FuncCall" in call)) throw new Undecided();
  const { funcname, args = [] } = call.FuncCall;
  const name = nameOfNodes(funcname).name;
  const values = args.map((each) => evaluate(each, scope));
  const [first = null, second = null, step = 1] = values;
  if (name === "unnest" && values.length === 1) {
    if (first !== null && !isList(first)) throw new Undecided();
    return first ?? [];
  }
  if (name !== "generate_series") throw new Undecided();
  const [from, to, by] = [numberOf(first), numberOf(second), numberOf(step)];
  if (by <= 0 || (to - from) / by > MOST_ROWS) throw new Undecided();
  return Array.from({ length: Math.max(0, Math.floor((to - from) / by) + 1) }, (_, at) => from + at * by);
}

function aliased(rows: readonly Row[], alias: string): readonly Source[] {
  return rows.map((row) => new Map([[alias, row]]));
}

function renamed(rows: readonly Row[], names: readonly string[]): readonly Row[] {
  return names.length === 0
    ? rows
    : rows.map((row) => row.map(({ name, value }, at) => ({ name: names[at] ?? name, value })));
}

/** The scope in which the columns of a row are known by their names. */
function within(scope: Scope, source: Source): Scope {
  if (source.size === 0) return scope;
  return {
    ...scope,
    lookUp: (parts) => {
      const column = parts.at(-1) ?? "";
      const alias = parts.at(-2);
      if (alias !== undefined) {
        const row = source.get(alias);
        return row === undefined ? scope.lookUp(parts) : row.find(({ name }) => name === column)?.value;
      }
      const isColumn = [...source.values()].some((row) => row.some(({ name }) => name === column));
      return isColumn ? columnOf(source, column) : scope.lookUp(parts);
    },
  };
}

function columnOf(source: Source, column: string): SqlValue | undefined {
  for (const row of source.values()) for (const { name, value } of row) if (name === column) return value;
  return undefined;
}

function listed(items: readonly Node[], scope: Scope): Row {
  return items.map((item, at) => ({ name: `column${at + 1}`, value: evaluate(item, scope) }));
}

function projected(targets: readonly Node[], source: Source, scope: Scope): readonly Row[] {
  let rows: readonly Row[] = [[]];
  for (const target of targets) {
    const { name, val } = targetOf(target);
    const star = starOf(val);
    if (star !== undefined) {
      const cells = [...source].flatMap(([alias, row]) => (star === "" || star === alias ? row : []));
      rows = rows.map((row) => [...row, ...cells]);
    } else if (val !== undefined && "FuncCall" in val && isSet(val)) {
      const values = setOf(val, within(scope, source));
      rows = rows.flatMap((row) => values.map((value) => [...row, { name: name ?? labelOf(val), value }]));
    } else {
      const cell = { name: name ?? labelOf(val), value: attempted(val, within(scope, source)) };
      rows = rows.map((row) => [...row, cell]);
    }
  }
  return rows;
}

/** A column that cannot be known matters only to those who look at it. */
function attempted(node: Node | undefined, scope: Scope): SqlValue | undefined {
  try {
    return evaluate(node, scope);
  } catch (error) {
    if (error instanceof Undecided) return undefined;
    throw error;
  }
}

function targetOf(node: Node): { readonly name: string | undefined; readonly val: Node | undefined } {
  if (!("ResTarget" in node)) throw new Undecided();
  return { name: node.ResTarget.name, val: node.ResTarget.val };
}

/** The alias before a `*`, empty for `*` alone; `undefined` for anything else. */
function starOf(node: Node | undefined): string | undefined {
  if (node === undefined || !("ColumnRef" in node)) return undefined;
  const last = node.ColumnRef.fields?.at(-1);
  return last !== undefined && "A_Star" in last ? (stringsOf(node.ColumnRef.fields).at(-1) ?? "") : undefined;
}

/** What the server calls an output column that has no name of its own. */
function labelOf(node: Node | undefined): string {
  if (node === undefined) return "?column?";
  if ("ColumnRef" in node) return stringsOf(node.ColumnRef.fields).at(-1) ?? "?column?";
  if ("FuncCall" in node) return nameOfNodes(node.FuncCall.funcname).name;
  if ("TypeCast" in node) return labelOf(node.TypeCast.arg);
  return "CoalesceExpr" in node ? "coalesce" : "CaseExpr" in node ? "case" : "?column?";
}

const aggregates: ReadonlySet<string> = new Set([
  "count",
  "string_agg",
  "array_agg",
  "bool_or",
  "bool_and",
  "max",
  "min",
]);

function isSet(node: Node): boolean {
  return "FuncCall" in node && /^(?:unnest|generate_series)$/.test(nameOfNodes(node.FuncCall.funcname).name);
}

function isAggregate(target: Node): boolean {
  const { val } = targetOf(target);
  return contains(val, (name) => aggregates.has(name));
}

function contains(node: Node | undefined, wanted: (name: string) => boolean): boolean {
  if (node === undefined) return false;
  if ("FuncCall" in node) {
    return (
      wanted(nameOfNodes(node.FuncCall.funcname).name) ||
      (node.FuncCall.args ?? []).some((arg) => contains(arg, wanted))
    );
  }
  if ("A_Expr" in node) return contains(node.A_Expr.lexpr, wanted) || contains(node.A_Expr.rexpr, wanted);
  if ("TypeCast" in node) return contains(node.TypeCast.arg, wanted);
  return "CoalesceExpr" in node && (node.CoalesceExpr.args ?? []).some((arg) => contains(arg, wanted));
}

function aggregated(target: Node, sources: readonly Source[], scope: Scope): Cell {
  const { name, val } = targetOf(target);
  return { name: name ?? labelOf(val), value: aggregateValue(val, sources, scope) };
}

/** An aggregate, or an expression around aggregates. */
function aggregateValue(node: Node | undefined, sources: readonly Source[], scope: Scope): SqlValue {
  if (node === undefined) throw new Undecided();
  const call = "FuncCall" in node ? node.FuncCall : undefined;
  const name = call === undefined ? "" : nameOfNodes(call.funcname).name;
  if (call === undefined || !aggregates.has(name)) {
    if ("A_Expr" in node && node.A_Expr.lexpr !== undefined && node.A_Expr.rexpr !== undefined) {
      const side = (inner: Node): Node => asConstant(aggregateValue(inner, sources, scope), inner);
      return evaluate(
        { A_Expr: { ...node.A_Expr, lexpr: side(node.A_Expr.lexpr), rexpr: side(node.A_Expr.rexpr) } },
        scope,
      );
    }
    if (contains(node, (each) => aggregates.has(each))) throw new Undecided();
    return evaluate(node, scope);
  }
  if (call.agg_filter !== undefined || call.over !== undefined) throw new Undecided();
  if (call.agg_star === true) return sources.length;
  const sorted = call.agg_order === undefined ? sources : ordered(sources, call.agg_order, [], scope);
  const all = sorted.map((source) => evaluate(call.args?.[0], within(scope, source)));
  const present = all.filter((value) => value !== null);
  const values =
    call.agg_distinct === true ? [...new Map(present.map((each) => [textOf(each), each])).values()] : present;
  if (name === "count") return values.length;
  if (name === "array_agg") return all.length === 0 ? null : call.agg_distinct === true ? values : all;
  if (values.length === 0) return null;
  if (name === "bool_or") return values.some((each) => truthOf(each) === true);
  if (name === "bool_and") return values.every((each) => truthOf(each) === true);
  if (name === "string_agg") return values.map(textOf).join(textOf(evaluate(call.args?.[1], scope)) ?? "");
  const sign = name === "max" ? 1 : -1;
  return values.reduce((best, each) => ((compared(each, best) ?? 0) * sign > 0 ? each : best));
}

function asConstant(value: SqlValue, node: Node): Node {
  if (value === null) return { A_Const: { isnull: true } };
  if (typeof value === "number") return { A_Const: { ival: { ival: value } } };
  if (typeof value === "string") return { A_Const: { sval: { sval: value } } };
  if (typeof value === "boolean") return { A_Const: { boolval: { boolval: value } } };
  if ("A_Const" in node) return node;
  throw new Undecided();
}

/** By ORDER BY; names are compared byte by byte, as the catalog's `name` columns are. */
function ordered(
  sources: readonly Source[],
  clause: readonly Node[],
  targets: readonly Node[],
  scope: Scope,
): readonly Source[] {
  const keys = clause.map((node) => {
    if (!("SortBy" in node) || node.SortBy.useOp !== undefined) throw new Undecided();
    const { node: by, sortby_dir: direction } = node.SortBy;
    const position = by !== undefined && "A_Const" in by ? by.A_Const.ival?.ival : undefined;
    const named = by !== undefined && "ColumnRef" in by ? stringsOf(by.ColumnRef.fields) : [];
    const target = targets
      .map(targetOf)
      .find(({ name }, at) => at + 1 === position || (named.length === 1 && name === named[0]));
    return { by: target?.val ?? by, sign: direction === "SORTBY_DESC" ? -1 : 1 };
  });
  const keyed = sources.map((source) => ({
    source,
    values: keys.map(({ by }) => evaluate(by, within(scope, source))),
  }));
  const order = (left: (typeof keyed)[number], right: (typeof keyed)[number]): number => {
    for (const [at, { sign }] of keys.entries()) {
      const difference = compared(left.values[at] ?? null, right.values[at] ?? null);
      if (difference === undefined) throw new Undecided();
      if (difference !== 0) return difference * sign;
    }
    return 0;
  };
  return keyed.sort(order).map(({ source }) => source);
}

function distinct(rows: readonly Row[]): readonly Row[] {
  const seen = new Map<string, Row>();
  for (const row of rows) seen.set(JSON.stringify(row.map(({ value }) => known(value))), row);
  return [...seen.values()];
}

function limited(
  rows: readonly Row[],
  { limitCount, limitOffset, limitOption }: SelectStmt,
  scope: Scope,
): readonly Row[] {
  if (limitCount === undefined && limitOffset === undefined) return rows;
  if (limitOption === "LIMIT_OPTION_WITH_TIES") throw new Undecided();
  const from = limitOffset === undefined ? 0 : numberOf(evaluate(limitOffset, scope));
  const count = limitCount === undefined ? null : evaluate(limitCount, scope);
  return rows.slice(from, count === null ? undefined : from + numberOf(count));
}
