import type { Work } from "../../model/lock.ts";
import type { LockMode } from "./lock-modes.ts";

/** What PostgreSQL does for one form of a statement, to one of the tables that it names. */
export type LockForm = {
  readonly mode: LockMode;
  readonly work: Work;
  /** The manual's page, without version. */
  readonly page: string;
  /** How long it is held, where the kind of work does not say it well enough. */
  readonly held?: string;
  /** The first major version that knows the statement, where that is later than 10. */
  readonly since?: number;
  /** The mode on servers before a major version, where it was another; `undefined` where they lock nothing. */
  readonly older?: { readonly before: number; readonly mode: LockMode | undefined };
};

const alter = (work: Work, held?: string): LockForm => ({
  mode: "ACCESS EXCLUSIVE",
  work,
  page: "sql-altertable",
  ...(held === undefined ? {} : { held }),
});
const on = (page: string, mode: LockMode, work: Work, held?: string): LockForm => ({
  mode,
  work,
  page,
  ...(held === undefined ? {} : { held }),
});
/** What attaching a partition locks of the partitioned table. */
const attach = (work: Work, held?: string): LockForm => ({
  ...on("sql-altertable", "SHARE UPDATE EXCLUSIVE", work, held),
  older: { before: 12, mode: "ACCESS EXCLUSIVE" },
});

/**
 * PostgreSQL 10 to 18, by what a statement does; between these versions the statements differ that there are, and hardly the locks of those that were there before. Every entry is held against a server by test/locks: the mode in `pg_locks`, the work by file nodes, scans and new indexes.
 * An entry that ends in a word after a comma is about another table than the one that the statement names.
 */
export const lockForms = {
  "add column": alter("instant"),
  "add column, default for each row": alter("rewrite"),
  "add column, default by an unknown function": alter(
    "rewrite",
    "held while the table is rewritten, unless the function gives one value for all rows",
  ),
  "add column, default before 11": alter(
    "rewrite",
    "held while the table is rewritten, as before version 11 for every default",
  ),
  "add column, generated and stored": alter("rewrite"),
  "add column, numbered": alter("rewrite", "held while the table is rewritten to number its rows"),
  "add column, domain with constraints": alter("rewrite"),
  "add column, required": alter("scan"),
  "add column, with check": alter("scan"),
  "add column, with foreign key and default": alter("scan", "held while each row is looked up in the other table"),
  "add column, with index": alter("index build"),
  "drop column": alter("instant"),
  "rename column": alter("instant"),
  "change type": alter("instant"),
  "change type, rewriting": alter("rewrite"),
  "change type, from an unknown one": alter(
    "rewrite",
    "held while the table is rewritten, unless the old type is stored in the same way",
  ),
  "change type, rebuilding indexes": alter("index build", "held while the indexes of the column are rebuilt"),
  "change type, rechecking": alter("scan", "held while the checks on the column are proved anew"),
  "set or drop default": alter("instant"),
  "set not null": alter("scan"),
  "set not null, proved": alter("instant"),
  "drop not null": alter("instant"),
  "identity of a column": alter("instant"),
  "set expression, stored": { ...alter("rewrite"), since: 17 },
  "set expression, virtual": { ...alter("instant"), since: 18 },
  "drop expression": { ...alter("instant"), since: 13 },
  "column storage": alter("instant"),
  "column statistics": on("sql-altertable", "SHARE UPDATE EXCLUSIVE", "instant"),
  "add check": alter("scan"),
  "add check, not valid": alter("instant"),
  "add not null": { ...alter("scan"), since: 18 },
  "add not null, not valid": { ...alter("instant"), since: 18 },
  "add foreign key": on(
    "sql-altertable",
    "SHARE ROW EXCLUSIVE",
    "scan",
    "held while each row is looked up in the other table",
  ),
  "add foreign key, not valid": on("sql-altertable", "SHARE ROW EXCLUSIVE", "instant"),
  "add foreign key, as all partitions have it": on("sql-altertable", "SHARE ROW EXCLUSIVE", "instant"),
  "add foreign key, referenced by partitions": alter("instant"),
  "add unique": alter("index build"),
  "add primary key": alter("index build", "held while the index is built and its columns are searched for nulls"),
  "add unique, the partition": { ...alter("index build"), older: { before: 18, mode: "SHARE" } },
  "add key, on the parent only": alter("instant"),
  "add exclusion": alter("index build"),
  "use index": alter("instant"),
  "use index, over nullable columns": alter("scan", "held while the columns are searched for nulls"),
  "drop constraint": alter("instant"),
  "rename constraint": alter("instant"),
  "alter constraint": alter("instant"),
  "enforce foreign key": { ...alter("scan", "held while each row is looked up in the other table"), since: 18 },
  "enforced, referenced": {
    ...on("sql-altertable", "SHARE ROW EXCLUSIVE", "scan", "held while each row is looked up in the other table"),
    since: 18,
  },
  "enforced no more, referenced": { ...alter("instant"), since: 18 },
  "validate constraint": on("sql-altertable", "SHARE UPDATE EXCLUSIVE", "scan"),
  "validate constraint, valid": on("sql-altertable", "SHARE UPDATE EXCLUSIVE", "instant"),
  "validate foreign key, referenced": on("sql-altertable", "ROW SHARE", "scan"),
  "create index": on("sql-createindex", "SHARE", "index build"),
  "create index, on the parent only": on("sql-createindex", "SHARE", "instant"),
  "create index concurrently": on("sql-createindex", "SHARE UPDATE EXCLUSIVE", "index build"),
  "drop index": on(
    "sql-dropindex",
    "ACCESS EXCLUSIVE",
    "instant",
    "held once all running queries on the table have ended; later ones wait as well",
  ),
  "drop index concurrently": on("sql-dropindex", "SHARE UPDATE EXCLUSIVE", "instant"),
  reindex: on(
    "sql-reindex",
    "SHARE",
    "index build",
    "held while the index is rebuilt, and with it ACCESS EXCLUSIVE on the index, for which reads wait too",
  ),
  "reindex concurrently": on("sql-reindex", "SHARE UPDATE EXCLUSIVE", "index build", "held while the index is rebuilt"),
  "drop table": on("sql-droptable", "ACCESS EXCLUSIVE", "instant"),
  "rename table": alter("instant"),
  "set schema": alter("instant"),
  "set persistence": alter("rewrite"),
  "set persistence, as it is": alter("instant"),
  "set tablespace": alter("rewrite", "held while the table is copied"),
  "set access method": { ...alter("rewrite"), since: 15 },
  "storage parameters": on("sql-altertable", "SHARE UPDATE EXCLUSIVE", "instant"),
  "table setting": alter("instant"),
  "cluster on": on("sql-altertable", "SHARE UPDATE EXCLUSIVE", "instant"),
  "create table, referenced": on("sql-createtable", "SHARE ROW EXCLUSIVE", "instant"),
  "create partition, referenced": {
    ...on("sql-createtable", "SHARE ROW EXCLUSIVE", "instant"),
    older: { before: 12, mode: undefined },
  },
  "attach partition, referenced": {
    ...on("sql-altertable", "SHARE ROW EXCLUSIVE", "instant"),
    older: { before: 12, mode: "ROW SHARE" },
  },
  "create table, inherited": on("sql-createtable", "SHARE UPDATE EXCLUSIVE", "instant"),
  "create partition, parent": on("sql-createtable", "ACCESS EXCLUSIVE", "instant"),
  "create partition, default partition": on(
    "sql-createtable",
    "ACCESS EXCLUSIVE",
    "scan",
    "held while the default partition is searched for rows of the new one",
  ),
  inherit: alter("instant"),
  "inherit, parent": on("sql-altertable", "SHARE UPDATE EXCLUSIVE", "instant"),
  "attach partition": attach("scan", "held while the partition is scanned"),
  "attach partition, proved": attach("instant"),
  "attach partition, lacking an index": attach("index build", "held while the partition's indexes are built"),
  "attach partition, lacking a foreign key": attach("scan", "held while each row is looked up in the other table"),
  "attached, the partition": alter("scan"),
  "attached, the proved partition": alter("instant"),
  "attached, the partition without an index": alter("index build"),
  "attached, the partition without a foreign key": alter("scan", "held while each row is looked up in the other table"),
  "attach partition, default partition": alter(
    "scan",
    "held while the default partition is searched for rows of the new one",
  ),
  "detach partition": alter("instant"),
  "detached, the partition": { ...alter("instant"), older: { before: 14, mode: "SHARE UPDATE EXCLUSIVE" } },
  "detached, referenced": on("sql-altertable", "SHARE ROW EXCLUSIVE", "instant"),
  "detach partition concurrently": { ...on("sql-altertable", "SHARE UPDATE EXCLUSIVE", "instant"), since: 14 },
  "detached concurrently, the partition": {
    ...on(
      "sql-altertable",
      "ACCESS EXCLUSIVE",
      "instant",
      "held for an instant at the end, once all transactions that use the partitioned table have ended",
    ),
    since: 14,
  },
  "row security": alter("instant"),
  "replica identity": alter("instant"),
  owner: alter("instant"),
  "create trigger": on("sql-createtrigger", "SHARE ROW EXCLUSIVE", "instant"),
  "drop trigger": on("sql-droptrigger", "ACCESS EXCLUSIVE", "instant"),
  "rename trigger": on("sql-altertrigger", "ACCESS EXCLUSIVE", "instant"),
  "rename trigger, the partition": {
    ...on("sql-altertrigger", "ACCESS EXCLUSIVE", "instant"),
    older: { before: 15, mode: undefined },
  },
  "enable or disable trigger": on("sql-altertable", "SHARE ROW EXCLUSIVE", "instant"),
  "enable or disable rule": alter("instant"),
  "create policy": on("sql-createpolicy", "ACCESS EXCLUSIVE", "instant"),
  "alter policy": on("sql-alterpolicy", "ACCESS EXCLUSIVE", "instant"),
  "drop policy": on("sql-droppolicy", "ACCESS EXCLUSIVE", "instant"),
  comment: on("sql-comment", "SHARE UPDATE EXCLUSIVE", "instant"),
  "replace view": on("sql-createview", "ACCESS EXCLUSIVE", "instant"),
  "alter view": on("sql-alterview", "ACCESS EXCLUSIVE", "instant"),
  "materialized view storage": on("sql-altermaterializedview", "SHARE UPDATE EXCLUSIVE", "instant"),
  "drop view": on("sql-dropview", "ACCESS EXCLUSIVE", "instant"),
  refresh: on(
    "sql-refreshmaterializedview",
    "ACCESS EXCLUSIVE",
    "rewrite",
    "held while the query runs and the view is filled anew",
  ),
  "refresh, emptying": on("sql-refreshmaterializedview", "ACCESS EXCLUSIVE", "instant"),
  "refresh concurrently": on(
    "sql-refreshmaterializedview",
    "EXCLUSIVE",
    "scan",
    "held while the query runs and the rows that differ are exchanged",
  ),
  "domain constraint": on("sql-alterdomain", "SHARE", "scan"),
  "validate domain constraint": on("sql-alterdomain", "SHARE", "scan"),
  truncate: on("sql-truncate", "ACCESS EXCLUSIVE", "instant"),
  insert: on("sql-insert", "ROW EXCLUSIVE", "instant"),
  "write rows": on("explicit-locking", "ROW EXCLUSIVE", "scan", "held while the rows are written"),
  "cluster or vacuum full": on("sql-vacuum", "ACCESS EXCLUSIVE", "rewrite"),
  "vacuum or analyze": on("sql-vacuum", "SHARE UPDATE EXCLUSIVE", "scan"),
} as const satisfies Readonly<Record<string, LockForm>>;

/** The name of an entry. */
export type LockFormName = keyof typeof lockForms;
