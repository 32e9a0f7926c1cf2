import type { Engine } from "./model/engine.ts";
import type { SqlReader } from "./model/sql-reader.ts";

/** Loads the reader of an engine's dialect, and no other parser. SQL Server has none of its own: plain SQL is read, and the rest is said to be unread. */
export async function loadSqlReader({
  dialect,
  product,
}: Omit<Engine, "version"> & Partial<Engine>): Promise<SqlReader> {
  switch (dialect) {
    case "mysql": {
      const { loadMysqlReader } = await import("./extract/sql/mysql/reader.ts");
      return loadMysqlReader(product);
    }
    case "sqlite": {
      const { loadSqliteReader } = await import("./extract/sql/sqlite/reader.ts");
      return loadSqliteReader();
    }
    case "postgresql":
    case "sqlserver": {
      const { loadPostgresReader } = await import("./extract/sql/postgres/reader.ts");
      return { ...(await loadPostgresReader()), dialect };
    }
    default:
      return dialect satisfies never;
  }
}
