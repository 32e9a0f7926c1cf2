/** How InnoDB carries out a part of an `ALTER TABLE`, from least to most: in the catalog alone, in place, or by copying the table. */
export type Algorithm = "INSTANT" | "INPLACE" | "COPY";

/** The best that a server does for one kind of change. */
export type Way = {
  readonly algorithm: Algorithm;
  /** What others may still do: `NONE` leaves them reading and writing, `SHARED` reading. */
  readonly lock: "NONE" | "SHARED";
  /** Whether the work grows with the table: indexes are built, or all rows are written anew. */
  readonly work: "instant" | "index build" | "rewrite";
};

const instant: Way = { algorithm: "INSTANT", lock: "NONE", work: "instant" };
const inCatalog: Way = { algorithm: "INPLACE", lock: "NONE", work: "instant" };
const indexed: Way = { algorithm: "INPLACE", lock: "NONE", work: "index build" };
const indexedAlone: Way = { algorithm: "INPLACE", lock: "SHARED", work: "index build" };
const rebuilt: Way = { algorithm: "INPLACE", lock: "NONE", work: "rewrite" };
const rebuiltAlone: Way = { algorithm: "INPLACE", lock: "SHARED", work: "rewrite" };
const copied: Way = { algorithm: "COPY", lock: "SHARED", work: "rewrite" };

type Ways = { readonly mysql: Way; readonly mariadb: Way };

const both = (way: Way): Ways => ({ mysql: way, mariadb: way });

/**
 * InnoDB tables of MySQL 8.0 (its last releases) to 9 and MariaDB 10.6 and later, by the chapters on online DDL of both manuals: see `manuals`.
 * All entries are held against servers by test/locks, which take or refuse `ALGORITHM` and `LOCK`: MySQL 9.7, MariaDB 10.11 and 11.8.
 * What a table makes of them by what else is in it says `wayOn`.
 */
export const alterWays = {
  "add column": both(instant),
  "add column, numbered": both(rebuiltAlone),
  "add column, generated": both(instant),
  "add column, generated and stored": both(copied),
  // MySQL computes `DEFAULT (…)` for every row, were it `DEFAULT (1)`; MariaDB only what differs from row to row.
  "add column, computed default": { mysql: copied, mariadb: instant },
  "add column, default by row": both(copied),
  "add column, checked": { mysql: copied, mariadb: instant },
  "add column, unique": both(rebuilt),
  "number column": both(copied),
  "drop column": both(instant),
  "drop column, indexed": { mysql: rebuilt, mariadb: inCatalog },
  "rename column": both(instant),
  "move column": { mysql: rebuilt, mariadb: instant },
  "set or drop default": both(instant),
  "change type": both(copied),
  "change type, longer": { mysql: inCatalog, mariadb: instant },
  "change type, more members": both(instant),
  "change character set": both(copied),
  "change character set, wider": { mysql: inCatalog, mariadb: instant },
  "change computation": { mysql: copied, mariadb: instant },
  "change computation, stored": both(copied),
  "set not null": both(rebuilt),
  "drop not null": both(rebuilt),
  "add index": both(indexed),
  "add index on an expression": both(indexedAlone),
  "add fulltext index": both(rebuiltAlone),
  "add another fulltext index": both(indexedAlone),
  "add spatial index": both(indexedAlone),
  "drop index": both(inCatalog),
  "rename index": { mysql: inCatalog, mariadb: instant },
  "add primary key": both(rebuilt),
  "drop primary key": both(copied),
  "add foreign key": both(copied),
  "add foreign key, unchecked": both(indexed),
  "drop foreign key": { mysql: inCatalog, mariadb: instant },
  "add check": both(copied),
  "drop check": both(instant),
  "convert character set": both(copied),
  "default character set": { mysql: inCatalog, mariadb: instant },
  "change engine": both(copied),
  "rebuild table": both(rebuilt),
  "table setting": { mysql: inCatalog, mariadb: instant },
  "partition table": both(copied),
} as const satisfies Readonly<Record<string, Ways>>;

export type AlterForm = keyof typeof alterWays;

export const manuals = {
  mysql: "https://dev.mysql.com/doc/refman/8.0/en/innodb-online-ddl-operations.html",
  mariadb: "https://mariadb.com/kb/en/innodb-online-ddl-overview/",
} as const;
