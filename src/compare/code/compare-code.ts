import type { CodeComparison } from "../../model/comparison.ts";
import type { ApiContract, Contracts, SqlContract } from "../../model/contract.ts";
import type { CodeQuery, CodeReading, CodeReadings, CodeRoute } from "../../model/declaration.ts";
import type { Query } from "../../model/schema.ts";
import type { SqlReader } from "../../model/sql-reader.ts";
import { queryKey, queryMeaning } from "./query-key.ts";
import { isRoute, routeKey } from "./route-key.ts";

type CodeInput = { readonly code: CodeReadings; readonly head: Contracts; readonly sql: SqlReader };

/** Queries and routes that the pull request brings into code, and that the head contracts do not have. */
export function compareCode({ code, head, sql }: CodeInput): CodeComparison {
  return {
    queries: head.sql === undefined ? [] : undocumentedQueries(code, head.sql, sql),
    routes: head.api === undefined ? [] : undocumentedRoutes(code, head.api),
  };
}

function undocumentedQueries(code: CodeReadings, contract: SqlContract, sql: SqlReader): CodeComparison["queries"] {
  if (contract.queries.size === 0) return [];
  const before = new Set(queriesOf(code.base, sql).map(({ sql: text }) => queryKey(text)));
  const seen = new Set<string>();
  return queriesOf(code.head, sql).flatMap(({ sql: text, at }) => {
    const key = queryKey(text);
    if (before.has(key) || seen.has(key)) return [];
    seen.add(key);
    const query = readOne(text, sql);
    if (query === undefined || isDocumented(query, key, contract)) return [];
    return [
      { sql: text, at, operation: query.operation, tables: [...new Set(query.tables.map(({ table }) => table.name))] },
    ];
  });
}

/** A file of SQL is a query a statement. */
function queriesOf(readings: readonly CodeReading[], sql: SqlReader): readonly CodeQuery[] {
  return readings.flatMap(({ path, queries }) => {
    if (!path.endsWith(".sql")) return queries;
    return queries.flatMap(({ sql: text }) =>
      sql.readScript({ path, text, transactional: false }).statements.map((each) => ({ sql: each.text, at: each.at })),
    );
  });
}

const rowWork: ReadonlySet<Query["operation"]> = new Set(["select", "insert", "update", "delete", "merge"]);
const catalogs = /^(?:pg_|sqlite_|sql_)|^information_schema$/i;

/** One whole query on tables of the project's own; `undefined` for all else, and for what is no SQL of this dialect. */
function readOne(text: string, sql: SqlReader): Query | undefined {
  const { queries, diagnostics } = sql.readQuery({ path: "", text, transactional: false });
  const [query] = queries;
  if (query === undefined || queries.length > 1 || diagnostics.length > 0 || !rowWork.has(query.operation))
    return undefined;
  const own = query.tables.filter(({ table }) => !catalogs.test(table.name) && !catalogs.test(table.schema ?? ""));
  return own.length === 0 ? undefined : query;
}

/** Entries that do not name all of the query's tables are not read. */
function isDocumented(query: Query, key: string, contract: SqlContract): boolean {
  const names = query.tables.map(({ table }) => table.name.toLowerCase());
  const meaning = queryMeaning(query, key);
  for (const [id, entry] of contract.entryTexts) {
    const text = entry.toLowerCase();
    if (!names.every((name) => text.includes(name))) continue;
    const promised = contract.queries.get(id);
    const sql = promised?.sql?.value;
    if (promised === undefined || sql === undefined) continue;
    const known = queryKey(sql);
    const [reading] = promised.reading;
    if (known === key || (reading !== undefined && queryMeaning(reading, known) === meaning)) return true;
  }
  return false;
}

function undocumentedRoutes(code: CodeReadings, contract: ApiContract): CodeComparison["routes"] {
  if (contract.endpoints.size === 0) return [];
  const keyOfRoute = ({ method, path }: CodeRoute) => `${method ?? ""} ${routeKey(path)}`;
  const before = new Set(code.base.flatMap(({ routes }) => routes.map(keyOfRoute)));
  const seen = new Set<string>();
  const endpoints = [...contract.endpoints.keys()].map((id) => {
    const space = id.indexOf(" ");
    return { method: id.slice(0, space), path: routeKey(id.slice(space + 1)) };
  });
  return code.head.flatMap(({ routes }) =>
    routes.filter((route) => {
      const key = keyOfRoute(route);
      if (before.has(key) || seen.has(key) || route.method === "HEAD" || route.method === "OPTIONS") return false;
      seen.add(key);
      const path = routeKey(route.path);
      // The root of a router that is mounted elsewhere may be any endpoint.
      if (path === "") return false;
      return !endpoints.some(
        (endpoint) => (route.method === undefined || endpoint.method === route.method) && isRoute(endpoint.path, path),
      );
    }),
  );
}
