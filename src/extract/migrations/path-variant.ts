import type { Dialect } from "../../model/schema.ts";

/** A database product that a file or folder is written for. Products we read no dialect of are `other`. */
export type Variant = Dialect | "cockroachdb" | "other";

const words: ReadonlyMap<string, Variant> = new Map(
  Object.entries({
    postgresql: ["postgres", "postgresql", "postgre", "pgsql", "psql", "pg", "timescale", "timescaledb", "yugabyte"],
    cockroachdb: ["cockroach", "cockroachdb", "crdb"],
    mysql: ["mysql", "mysql5", "mysql8", "mariadb"],
    sqlite: ["sqlite", "sqlite3", "libsql"],
    sqlserver: ["mssql", "sqlserver"],
    other: [
      ...["oracle", "h2", "hsqldb", "derby", "db2", "clickhouse", "spanner", "cassandra", "scylla", "scylladb"],
      ...["snowflake", "bigquery", "duckdb", "redshift", "ydb", "vertica", "mongo", "mongodb"],
    ],
  } satisfies Record<Variant, string[]>).flatMap(([variant, names]) =>
    names.map((name): [string, Variant] => [name, variant as Variant]),
  ),
);

/** The product that one word names: `sqlite3`, `pg`. */
export function variantOfWord(word: string): Variant | undefined {
  return words.get(word.toLowerCase());
}

/** The product that a folder is for: its name, or one part of it, as in `mysql-migrations`. Two products in one name say nothing. */
export function variantOfFolder(name: string): Variant | undefined {
  const whole = variantOfWord(name);
  if (whole !== undefined) return whole;
  const found = new Set(name.split(/[-_. ]/).flatMap((word) => variantOfWord(word) ?? []));
  const [only, another] = found;
  return another === undefined ? only : undefined;
}
