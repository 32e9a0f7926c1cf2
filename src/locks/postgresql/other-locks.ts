import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Schema } from "../../model/schema.ts";
import { type LocksByKind, partitionsOf, referencingTables, take, takeAll } from "./taken.ts";

type TriggersAndPolicies =
  | "create-trigger"
  | "drop-trigger"
  | "rename-trigger"
  | "set-trigger-enabled"
  | "set-rule-enabled"
  | "create-policy"
  | "alter-policy"
  | "drop-policy"
  | "rename-policy";

/** The locks of operations on triggers and policies. */
export const triggerLocks: LocksByKind<TriggersAndPolicies> = {
  "create-trigger": ({ table, trigger }, { before }) =>
    trigger.level === "row" ? takeAll("create trigger", table, before) : [take("create trigger", table)],
  "drop-trigger": ({ table }, { before }) => takeAll("drop trigger", table, before),
  "rename-trigger": ({ table }, { before }) => [
    take("rename trigger", table),
    ...partitionsOf(table, before).map((key) => take("rename trigger, the partition", key)),
  ],
  "set-trigger-enabled": ({ table, trigger }, { before }) =>
    trigger === undefined && before.tables.get(keyOf(table))?.triggers.length === 0
      ? [take("enable or disable trigger", table)]
      : takeAll("enable or disable trigger", table, before),
  "set-rule-enabled": ({ table }) => [take("enable or disable rule", table)],
  "create-policy": ({ table }) => [take("create policy", table)],
  "alter-policy": ({ table }) => [take("alter policy", table)],
  "drop-policy": ({ table }) => [take("drop policy", table)],
  "rename-policy": ({ table }) => [take("alter policy", table)],
};

type Views = "create-view" | "drop-view" | "rename-view" | "rename-view-column" | "alter-view" | "refresh-view";

/** The locks of operations on views. */
export const viewLocks: LocksByKind<Views> = {
  "create-view": ({ view, replace }, { before }) =>
    replace && before.views.has(keyOf(view)) ? [take("replace view", view)] : [],
  "drop-view": ({ view }) => [take("drop view", view)],
  "rename-view": ({ view }) => [take("alter view", view)],
  "rename-view-column": ({ view }) => [take("alter view", view)],
  "alter-view": ({ view, action }, { before }) => {
    const isStorage =
      before.views.get(keyOf(view))?.materialized === true &&
      /^(?:(?:re)?set ?\(|cluster on|set without cluster)/.test(action);
    return [take(isStorage ? "materialized view storage" : "alter view", view)];
  },
  "refresh-view": ({ view, concurrently, statement }) => {
    if (concurrently) return [take("refresh concurrently", view)];
    return [take(/\bwith\s+no\s+data\s*;?\s*$/i.test(statement.text) ? "refresh, emptying" : "refresh", view)];
  },
};

type Domains = "alter-domain-nullability" | "add-domain-constraint" | "validate-domain-constraint";

/** The locks of operations on domains: every table with a column of the domain is locked and scanned. */
export const domainLocks: LocksByKind<Domains> = {
  "alter-domain-nullability": ({ type, nullable }, { before }) =>
    nullable ? [] : usersOf(type, before).map((table) => take("domain constraint", table)),
  "add-domain-constraint": ({ type, constraint }, { before }) =>
    constraint.validated ? usersOf(type, before).map((table) => take("domain constraint", table)) : [],
  "validate-domain-constraint": ({ type }, { before }) =>
    usersOf(type, before).map((table) => take("validate domain constraint", table)),
};

type Rows = "insert" | "update" | "delete" | "merge" | "copy" | "truncate";

/** The locks of statements on rows. */
export const rowLocks: LocksByKind<Rows> = {
  insert: ({ table }) => [take("insert", table)],
  update: ({ table }, { before }) => takeAll("write rows", table, before),
  delete: ({ table }, { before }) => takeAll("write rows", table, before),
  merge: ({ table }, { before }) => takeAll("write rows", table, before),
  copy: ({ table, to }) => (to ? [] : [take("insert", table)]),
  truncate: ({ tables, cascade }, { before }) =>
    tables.flatMap((table) => [
      ...takeAll("truncate", table, before),
      ...(cascade ? allReferencing(table, before).map((other) => take("truncate", other)) : []),
    ]),
};

type Others = "drop-schema" | "move-to-schema" | "comment-on" | "other-ddl" | "not-schema";

/** The locks of what is about tables among other things. */
export const otherLocks: LocksByKind<Others> = {
  "drop-schema": ({ schema }, { before }) => {
    const inSchema = (name: QualifiedName) => (name.schema ?? "public") === schema;
    const tables = [...before.tables.values()]
      .filter(({ name }) => inSchema(name))
      .map(({ name }) => take("drop table", name));
    const views = [...before.views.values()]
      .filter(({ name }) => inSchema(name))
      .map(({ name }) => take("drop view", name));
    return [...tables, ...views];
  },
  "move-to-schema": ({ object, name }) =>
    object === "table" || object === "view" || object === "materialized view" ? [take("set schema", name)] : [],
  "comment-on": ({ object, name }) => (commented.has(object) ? [take("comment", name)] : []),
  "other-ddl": ({ command, name }, { before }) =>
    command === "ALTER TABLE" && name !== undefined && !before.views.has(keyOf(name)) ? [take("owner", name)] : [],
  "not-schema": ({ command, target, full }, { before }) => {
    if (target === undefined) return [];
    if (command === "CLUSTER" || (command === "VACUUM" && full)) return [take("cluster or vacuum full", target)];
    if (command !== "VACUUM" && command !== "ANALYZE") return [];
    return [
      take("vacuum or analyze", target),
      ...partitionsOf(target, before).map((key) => take("vacuum or analyze", key)),
    ];
  },
};

/** Keys of the tables that refer to a table, and of those that refer to them. */
function allReferencing(table: QualifiedName, schema: Schema): readonly string[] {
  const found = new Set<string>();
  const waiting = [table];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const key of referencingTables(next, schema)) {
      const name = schema.tables.get(key)?.name;
      if (found.has(key) || name === undefined) continue;
      found.add(key);
      waiting.push(name);
    }
  }
  return [...found];
}

const commented: ReadonlySet<string> = new Set(["table", "column", "view", "materialized view"]);

/** Keys of the tables with a column of this domain, or of a domain over it. */
function usersOf(type: QualifiedName, { tables, types }: Pick<Schema, "tables" | "types">): readonly string[] {
  const key = keyOf(type);
  const over = [...types.values()].filter((one) => one.kind === "domain" && one.type.base === key);
  const own = [...tables.values()].filter(({ columns }) => columns.some((column) => column.type?.base === key));
  return [
    ...new Set([
      ...own.map(({ name }) => keyOf(name)),
      ...over.flatMap(({ name }) => usersOf(name, { tables, types })),
    ]),
  ];
}
