import { expect, test } from "vitest";
import { loadSqlReader } from "../../../src/load-sql-reader.ts";

const sql = await loadSqlReader({ dialect: "mysql", product: "mysql", version: [8, 0] });

test.each([
  ["GRANT SELECT, INSERT ON orders TO app", { privileges: ["select", "insert"], roles: ["app"], revoke: false }],
  [
    "GRANT SELECT (id, total) ON `orders` TO 'app'@'%', worker@localhost",
    { columns: ["id", "total"], roles: ["app", "worker"] },
  ],
  [
    "GRANT ALL PRIVILEGES ON shop.* TO 'app'@'%' WITH GRANT OPTION",
    { privileges: ["all"], allInSchema: true, grantOption: true },
  ],
  ["GRANT ALL ON *.* TO root@localhost", { allInSchema: true, names: [] }],
  ["REVOKE IF EXISTS UPDATE ON orders FROM app", { revoke: true, privileges: ["update"] }],
  ["GRANT EXECUTE ON PROCEDURE shop.close_day TO app", { object: "procedure", privileges: ["execute"] }],
])("%s", (text, expected) => {
  const script = sql.readScript({ path: "a.sql", text, transactional: false });
  expect(script.diagnostics).toEqual([]);
  expect(script.operations).toMatchObject([{ kind: "grant", ...expected }]);
});

test.each([
  "GRANT clerk TO 'ann'@'%'",
  "GRANT PROXY ON ''@'' TO 'ann'@'%'",
  "REVOKE ALL PRIVILEGES, GRANT OPTION FROM ann",
])("%s is no privilege on an object", (text) => {
  const script = sql.readScript({ path: "a.sql", text, transactional: false });
  expect([script.diagnostics, script.operations.map(({ kind }) => kind)]).toEqual([[], ["other-ddl"]]);
});
