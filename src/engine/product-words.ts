import { dialectOf, type Engine, type Product } from "../model/engine.ts";

const words: Readonly<Record<Product, RegExp>> = {
  postgresql: /\b(?:postgres(?:ql)?|postgis|pg|pgsql|timescale(?:db)?|yugabyte(?:db)?|supabase|neon|alloydb)\b/i,
  cockroachdb: /\b(?:cockroach(?:db| ?labs)?|crdb)\b/i,
  mysql: /\b(?:mysql\d?|mysql2|percona|tidb|planetscale|vitess|singlestore)\b/i,
  mariadb: /\bmaria ?db\b/i,
  sqlite: /\b(?:sqlite\d?|better-sqlite3|libsql|turso|d1)\b/i,
  sqlserver: /\b(?:sql ?server|mssql|azure sql|t-?sql)\b/i,
};

/** Products that people name together with the one they speak like: "CockroachDB (PostgreSQL wire protocol)". */
const relatives: Readonly<Partial<Record<Product, Product>>> = { mariadb: "mysql", cockroachdb: "postgresql" };

/** The one product that a phrase names, `MySQL 8.0`, `postgresql+psycopg2`; `undefined` where it names none, or leaves a choice. */
export function productOf(phrase: string): Product | undefined {
  const named = (Object.keys(words) as Product[]).filter((product) => words[product].test(phrase));
  const own = named.filter((product) => !named.some((other) => relatives[other] === product));
  return own.length === 1 ? own[0] : undefined;
}

/** The first version number of a phrase, `[10, 11]` of `MariaDB 10.11.6`. */
export function versionOf(phrase: string): Engine["version"] {
  const found = /(?<![\w.])v?(\d{1,4})(?:\.(\d{1,4}))?/i.exec(phrase);
  return found === null ? undefined : [Number(found[1]), Number(found[2] ?? 0)];
}

/** The engine of a product. */
export function engineOf(product: Product, version: Engine["version"]): Engine {
  return { dialect: dialectOf[product], product, version };
}
