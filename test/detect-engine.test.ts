import { describe, expect, it } from "vitest";
import { reviewFiles, sourceOf } from "../scripts/review-example.ts";
import { engineFiles } from "../src/detect-engine.ts";
import { gatherHistory, gatherReviewInput } from "../src/gather.ts";
import { loadSqlReader } from "../src/load-sql-reader.ts";
import { defaultPolicy } from "../src/policy/default-policy.ts";
import { mysqlExampleBase, sqliteExampleBase } from "../src/rules/example-base-dialects.ts";

type Files = Readonly<Record<string, string>>;

const plain: Files = { "migrations/0002_next.sql": "ALTER TABLE t ADD COLUMN a integer;\n" };

async function engineOf(base: Files, added: Files = plain, policy = defaultPolicy) {
  const [before, after] = [new Map(Object.entries(base)), new Map(Object.entries({ ...base, ...added }))];
  const { engine, policy: settled } = await gatherReviewInput(sourceOf(before, after), policy);
  expect(settled.dialect).toBe(engine.dialect);
  return engine;
}

const contract = (lines: string): Files => ({
  "DATABASE_SCHEMA_CONTRACT.md": `# Database Schema Contract\n\n## Schema Overview\n\n### Database Technology\n${lines}\n\n## Tables\n`,
});

describe("the engine of a pull request", () => {
  it.each([
    ["- **Type:** MySQL\n- **Version:** 8.0.36", "mysql", [8, 0]],
    ["- **Type:** MySQL 8.4", "mysql", [8, 4]],
    ["- Type: MariaDB\n- Version: MariaDB 10.11", "mariadb", [10, 11]],
    ["- **Type:** PostgreSQL\n- **Version:** PostgreSQL 16", "postgresql", [16, 0]],
    ["- **Type:** CockroachDB (PostgreSQL wire protocol)\n- **Version:** v24.3", "cockroachdb", [24, 3]],
    ["- **Type:** SQLite", "sqlite", undefined],
    ["| Property | Value |\n|---|---|\n| Type | Amazon Aurora MySQL |\n| Version | 8.0 |", "mysql", [8, 0]],
    ["- **Type:** [PostgreSQL/MySQL/SQLite]\n- **Version:** [version]", "postgresql", undefined],
  ])("is what the contract states: %s", async (lines, product, version) => {
    expect(await engineOf(contract(lines))).toMatchObject({ product, version });
  });

  it.each<[string, Files, string]>([
    ["Prisma's lock", { "prisma/migrations/migration_lock.toml": 'provider = "mysql"\n' }, "mysql"],
    ["Drizzle's journal", { "prisma/meta/_journal.json": '{ "version": "7", "dialect": "sqlite" }' }, "sqlite"],
    ["sqlc", { "sqlc.yaml": 'version: "2"\nsql:\n  - engine: "mysql"\n' }, "mysql"],
    ["a compose file", { "docker-compose.yml": "services:\n  db:\n    image: mariadb:10.6\n" }, "mariadb"],
    [
      "a compose file with two databases",
      { "compose.yaml": "a:\n  image: mysql:8\nb:\n  image: postgres:16\n" },
      "postgresql",
    ],
    ["Rails' configuration", { "config/database.yml": "default:\n  adapter: mysql2\n" }, "mysql"],
    ["another project's lock", { "other/prisma/migrations/migration_lock.toml": 'provider = "mysql"\n' }, "postgresql"],
  ])("is what a file of the project says: %s", async (_title, files, product) => {
    const migration = { "prisma/migrations/20240101000000_x/migration.sql": "ALTER TABLE t ADD COLUMN a integer;\n" };
    expect((await engineOf(files, migration)).product).toBe(product);
  });

  it("reads a version from an image's tag", async () => {
    expect((await engineOf({ "compose.yml": "db:\n  image: mysql:8.4\n" })).version).toEqual([8, 4]);
  });

  it.each([
    ["db/migrations/mysql/0001_x.sql", "mysql"],
    ["migrations/0001_x.sqlite.sql", "sqlite"],
    ["db/postgres/migrations/0001_x.sql", "postgresql"],
  ])("is what the path says: %s", async (path, product) => {
    expect((await engineOf({}, { [path]: "ALTER TABLE t ADD COLUMN a integer;\n" })).product).toBe(product);
  });

  it.each([
    ["CREATE TABLE `t` (`id` int NOT NULL) ENGINE=InnoDB;", "mysql"],
    ["ALTER TABLE t MODIFY COLUMN a int;", "mysql"],
    ["ALTER TABLE t MODIFY a ENUM('x', 'y') NOT NULL;", "mysql"],
    ["ALTER TABLE t CHANGE a b varchar(200) NOT NULL;", "mysql"],
    ["ALTER TABLE t ADD COLUMN a ENUM('x', 'y');", "mysql"],
    ["ALTER TABLE t ADD COLUMN a SET('x', 'y');", "mysql"],
    ["CREATE TYPE a AS\n  ENUM ('x', 'y');", "postgresql"],
    ["UPDATE t SET (a, b) = ('x', 'y');", "postgresql"],
    ["UPDATE t SET change = modify;", "postgresql"],
    ["ALTER TABLE t ADD COLUMN modify text, ADD COLUMN change date;", "postgresql"],
    ["COMMENT ON TABLE t IS 'MODIFY a ENUM(x)'; -- MODIFY a ENUM('x')", "postgresql"],
    ["CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT);", "sqlite"],
    ["PRAGMA foreign_keys=OFF;", "sqlite"],
    ["CREATE TABLE t (id bigserial, doc jsonb);", "postgresql"],
    [
      "-- AUTO_INCREMENT and `ticks` are only talked of\nALTER TABLE t ADD COLUMN a text DEFAULT 'ENGINE=InnoDB';",
      "postgresql",
    ],
    ["ALTER TABLE t ADD COLUMN a integer;", "postgresql"],
  ])("is what the words of the migrations show: %s", async (text, product) => {
    expect((await engineOf({}, { "migrations/0001_x.sql": text })).product).toBe(product);
  });

  const older: Files = {
    "migrations/0001_first.sql": "CREATE TABLE t (id bigint AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB;\n",
    "migrations/0001_more.sql": "ALTER TABLE t ADD COLUMN b integer;\n",
  };

  it.each<[string, Files, Files, string]>([
    ["of the same history", older, plain, "mysql"],
    [
      "of the same history in back-ticks",
      { "migrations/0001_x.sql": "CREATE TABLE `t` (`id` int);\n" },
      plain,
      "mysql",
    ],
    [
      "that speak for SQLite, where the changed ones' back-ticks could be MySQL's",
      { "migrations/0001_x.sql": "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT);\n" },
      { "migrations/0002_next.sql": "ALTER TABLE `t` ADD COLUMN `a` text;\n" },
      "sqlite",
    ],
    ["that the changed ones gainsay", older, { "migrations/0002_x.sql": "ALTER TABLE t ADD a jsonb;\n" }, "postgresql"],
    ["of another history", older, { "other/migrations/0002_x.sql": "ALTER TABLE t ADD a integer;\n" }, "postgresql"],
  ])("is what the words of older migrations show: %s", async (_title, base, added, product) => {
    expect((await engineOf(base, added)).product).toBe(product);
  });

  it("looks at a few older migrations only, the first and the last, and at none where something states it", async () => {
    const name = (step: number) => `migrations/${String(step).padStart(4, "0")}_x.sql`;
    const base = Array.from({ length: 40 }, (_, step) => name(step));
    const head = [...base, name(40)];
    const question = { policy: defaultPolicy, paths: { base, head }, migrations: [name(40)] };
    expect(engineFiles(question).base).toEqual([...base.slice(0, 4), ...base.slice(-4)]);
    expect(engineFiles({ ...question, policy: { ...defaultPolicy, dialect: "mysql" } }).base).toEqual([]);
    const within = base.map((path) => `db/mysql/${path}`);
    expect(
      engineFiles({ ...question, paths: { base: within, head: within }, migrations: within.slice(0, 1) }).base,
    ).toEqual([]);
  });

  it("is the policy's above all", async () => {
    const policy = { ...defaultPolicy, engine: { product: "mariadb", version: [11, 4] } } as const;
    const found = await engineOf(contract("- **Type:** PostgreSQL 16"), plain, policy);
    expect(found).toEqual({ dialect: "mysql", product: "mariadb", version: [11, 4] });
    const dialect = await engineOf(contract("- **Type:** MySQL 8.0"), plain, { ...defaultPolicy, dialect: "mysql" });
    expect(dialect.version).toEqual([8, 0]);
  });

  it("is found for a whole history, too", async () => {
    const files = new Map([["migrations/0001_x.sql", "CREATE TABLE `t` (`a` int) ENGINE=InnoDB;\n"]]);
    const { engine, policy } = await gatherHistory(sourceOf(files, files), "head", defaultPolicy);
    expect([engine.product, policy.dialect]).toEqual(["mysql", "mysql"]);
  });

  it("has a reader for each dialect; SQL Server's takes plain SQL", async () => {
    for (const [dialect, product] of [
      ["mysql", "mysql"],
      ["sqlite", "sqlite"],
      ["postgresql", "postgresql"],
      ["sqlserver", "sqlserver"],
    ] as const)
      expect((await loadSqlReader({ dialect, product })).dialect).toBe(dialect);
    const sql = await loadSqlReader({ dialect: "sqlserver", product: "sqlserver" });
    expect(
      sql.readScript({ path: "a", text: "CREATE TABLE t (a NVARCHAR(5));", transactional: false }).diagnostics,
    ).toEqual([]);
  });
});

describe("the shop that examples start from is true in each dialect", () => {
  it.each([
    ["mysql", mysqlExampleBase],
    ["sqlite", sqliteExampleBase],
  ])("%s", async (dialect, files) => {
    const base = new Map(Object.entries(files));
    const report = await reviewFiles(
      base,
      new Map([...base, ["migrations/0002_rows.sql", "UPDATE users SET name = 'x' WHERE id = 1;\n"]]),
    );
    expect(report.dialect).toBe(dialect);
    expect(report.diagnostics).toEqual([]);
    const found = report.findings.map(({ rule }) => rule);
    expect(found.filter((rule) => /drift|mismatch|undocumented|contradict|query|unmade/.test(rule))).toEqual([]);
  });
});
