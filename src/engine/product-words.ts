import type { Engine, Product } from "../model/engine.ts";
import type { Dialect } from "../model/schema.ts";

const words: Readonly<Record<Product, RegExp>> = {
  postgresql:
    /\b(?:postgres(?:ql)?|postgis|pg|pgsql|cockroach(?:db)?|crdb|timescale(?:db)?|yugabyte(?:db)?|supabase|neon|alloydb)\b/i,
  mysql: /\b(?:mysql\d?|mysql2|percona|tidb|planetscale|vitess|singlestore)\b/i,
  mariadb: /\bmaria ?db\b/i,
  sqlite: /\b(?:sqlite\d?|better-sqlite3|libsql|turso|d1)\b/i,
  sqlserver: /\b(?:sql ?server|mssql|azure sql|t-?sql)\b/i,
};

const dialects: Readonly<Record<Product, Dialect>> = {
  postgresql: "postgresql",
  mysql: "mysql",
  mariadb: "mysql",
  sqlite: "sqlite",
  sqlserver: "sqlserver",
};

/** The one product that a phrase names, `MySQL 8.0`, `postgresql+psycopg2`; `undefined` where it names none, or leaves a choice. */
export function productOf(phrase: string): Product | undefined {
  const named = (Object.keys(words) as Product[]).filter((product) => words[product].test(phrase));
  if (named.length === 2 && named.includes("mysql") && named.includes("mariadb")) return "mariadb";
  return named.length === 1 ? named[0] : undefined;
}

/** The first version number of a phrase, `[10, 11]` of `MariaDB 10.11.6`. */
export function versionOf(phrase: string): Engine["version"] {
  const found = /(?<![\w.])v?(\d{1,4})(?:\.(\d{1,4}))?/i.exec(phrase);
  return found === null ? undefined : [Number(found[1]), Number(found[2] ?? 0)];
}

/** The engine of a product. */
export function engineOf(product: Product, version: Engine["version"]): Engine {
  return { dialect: dialects[product], product, version };
}
