import type { Dialect } from "./schema.ts";

/** Servers whose ways with locks are told apart. Other relatives count as the server whose dialect they speak. */
export type Product = "postgresql" | "cockroachdb" | "mysql" | "mariadb" | "sqlite" | "sqlserver";

/** The database server that the migrations run on. */
export type Engine = {
  readonly dialect: Dialect;
  readonly product: Product;
  /** Major and minor version as numbers, `[16, 0]`, `[8, 0]`, `[10, 11]`; `undefined` where nobody states it: the oldest that is still supported is then assumed. */
  readonly version: readonly [major: number, minor: number] | undefined;
};

/** The dialect that each product speaks. */
export const dialectOf: Readonly<Record<Product, Dialect>> = {
  postgresql: "postgresql",
  cockroachdb: "postgresql",
  mysql: "mysql",
  mariadb: "mysql",
  sqlite: "sqlite",
  sqlserver: "sqlserver",
};

/** Whether the server is stated to be older than a major version. Where nobody states one, it is not. */
export function isBefore({ version }: Pick<Engine, "version">, major: number): boolean {
  return version !== undefined && version[0] < major;
}
