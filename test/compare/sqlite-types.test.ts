import { describe, expect, test } from "vitest";
import { emptySchema } from "../../src/compare/empty-schema.ts";
import { typeChange } from "../../src/compare/type-change.ts";
import { loadSqliteReader } from "../../src/extract/sql/sqlite/reader.ts";

const sql = await loadSqliteReader();

describe("what another type does to the values of an SQLite column", () => {
  test.each([
    ["int", "INTEGER", "same"],
    ["text", "varchar(20)", "widened"],
    ["varchar(100)", "varchar(20)", "widened"],
    ["datetime", "timestamp", "widened"],
    ["datetime", "datetime(3)", "widened"],
    ["integer", "numeric", "widened"],
    ["real", "numeric", "widened"],
    ["text", "blob", "widened"],
    ["bigint", "real", "narrowed"],
    ["numeric", "double", "narrowed"],
    ["varchar", "uuid", "changed"],
    ["integer", "text", "changed"],
    ["blob", "text", "changed"],
    ["text", "boolean", "changed"],
  ])("%s to %s: %s", (from, to, effect) => {
    const [left, right] = [sql.readType(from), sql.readType(to)];
    expect(left && right && typeChange(left, right, emptySchema("sqlite", true)).effect).toBe(effect);
  });
});
