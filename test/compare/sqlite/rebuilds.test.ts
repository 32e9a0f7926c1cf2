import { describe, expect, it } from "vitest";
import { reviewFiles } from "../../../scripts/review-example.ts";
import type { ChangedTable, TableChanges } from "../../../src/model/change.ts";

const first = `CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL, name TEXT);
CREATE UNIQUE INDEX users_email ON users (email);
CREATE INDEX users_name ON users (name);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id));
`;

async function changed(migration: string): Promise<{ tables: TableChanges; rules: readonly string[] }> {
  const base = new Map([
    ["migrations/0001_first.sql", first],
    ["migrations/migration_lock.toml", 'provider = "sqlite"\n'],
  ]);
  const head = new Map([...base, ["migrations/0002_next.sql", migration]]);
  const report = await reviewFiles(base, head);
  expect(report.dialect).toBe("sqlite");
  expect(report.diagnostics).toEqual([]);
  return { tables: report.schemaChange.tables, rules: report.findings.map(({ rule }) => rule) };
}

function only(tables: TableChanges): ChangedTable {
  expect(tables.added).toEqual([]);
  expect(tables.dropped).toEqual([]);
  expect(tables.renamed).toEqual([]);
  expect(tables.changed).toHaveLength(1);
  return tables.changed[0] as ChangedTable;
}

describe("a table that is made anew to change it", () => {
  it("is said to change, and not to be dropped", async () => {
    const { tables, rules } = await changed(`PRAGMA foreign_keys=OFF;
CREATE TABLE "new_users" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "email" VARCHAR(100) NOT NULL, "phone" TEXT);
INSERT INTO "new_users" ("id", "email") SELECT "id", "email" FROM "users";
DROP TABLE "users";
ALTER TABLE "new_users" RENAME TO "users";
CREATE UNIQUE INDEX "users_email" ON "users"("email");
PRAGMA foreign_key_check;
PRAGMA foreign_keys=ON;
`);
    const { columns, indexes } = only(tables);
    expect(columns.added.map(({ name }) => name)).toEqual(["phone"]);
    expect(columns.dropped.map(({ name }) => name)).toEqual(["name"]);
    expect(columns.changed.map(({ name, changes }) => [name, changes[0]?.to])).toEqual([["email", "varchar(100)"]]);
    expect(indexes.dropped.map(({ name }) => name)).toEqual(["users_name"]);
    expect(indexes.added).toEqual([]);
    expect(rules.filter((rule) => /drop-table|drop-promised-table/.test(rule))).toEqual([]);
  });

  it("keeps columns that the copy gives other names", async () => {
    const { tables } = await changed(`CREATE TABLE users_new (id INTEGER PRIMARY KEY, mail TEXT NOT NULL, name TEXT);
INSERT INTO users_new (id, mail, name) SELECT id, email, name FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE UNIQUE INDEX users_email ON users (mail);
CREATE INDEX users_name ON users (name);
`);
    expect(only(tables).columns.renamed).toEqual([{ from: "email", to: "mail" }]);
  });

  it("is seen where the old table is set aside first", async () => {
    const { tables } = await changed(`ALTER TABLE orders RENAME TO orders_old;
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);
INSERT INTO orders SELECT * FROM orders_old;
DROP TABLE orders_old;
`);
    const { columns, constraints } = only(tables);
    expect(columns.changed.map(({ name, changes }) => [name, changes[0]?.attribute])).toEqual([
      ["user_id", "nullable"],
    ]);
    expect([constraints.dropped, constraints.added, constraints.changed].map((list) => list.length)).not.toEqual([
      0, 0, 0,
    ]);
  });

  it("is a new table where nothing is dropped, and a lost one where nothing takes its place", async () => {
    const made = await changed(
      "CREATE TABLE new_users (id INTEGER PRIMARY KEY);\nALTER TABLE new_users RENAME TO people;\n",
    );
    expect(made.tables.added.map(({ name }) => name)).toEqual(["people"]);
    const lost = await changed("CREATE TABLE people (id INTEGER PRIMARY KEY);\nDROP TABLE orders;\n");
    expect(lost.tables.dropped.map(({ name }) => name)).toEqual(["orders"]);
  });
});
