import { beforeAll, describe, expect, it } from "vitest";
import { readMigrations } from "../../../src/extract/migrations/read-migrations.ts";
import { loadPostgresReader } from "../../../src/extract/sql/postgres/reader.ts";
import type { Migration, Script } from "../../../src/model/migration.ts";
import type { FileText } from "../../../src/model/snapshot.ts";
import type { SqlReader } from "../../../src/model/sql-reader.ts";
import { defaultPolicy } from "../../../src/policy/default-policy.ts";

let sql: SqlReader;
beforeAll(async () => {
  sql = await loadPostgresReader();
});

const textOf = (file: string | FileText): FileText =>
  typeof file === "string" ? { kind: "text", text: file, encoding: "utf-8" } : file;

function read(files: Readonly<Record<string, string | FileText>>, only?: readonly string[], policy = defaultPolicy) {
  const texts = new Map(Object.entries(files).map(([path, file]) => [path, textOf(file)]));
  return readMigrations({ files: texts, paths: [...texts.keys()], only: only && new Set(only), sql, policy });
}

/** The one migration that these files are. */
function readOne(files: Readonly<Record<string, string | FileText>>): Migration {
  const { migrations } = read(files);
  const [migration, another] = migrations;
  if (migration === undefined || another !== undefined) throw new Error(`${migrations.length} migrations`);
  return migration;
}

const kinds = (script: Script | undefined) => script?.operations.map(({ kind }) => kind);
const inTransaction = (script: Script | undefined) => script?.statements.map((statement) => statement.inTransaction);

const up = "CREATE TABLE a (id int);";
const down = "DROP TABLE a;";
const concurrently = "CREATE INDEX CONCURRENTLY i ON a (id);";

/** A file that holds both directions, by the tool whose markers part it. */
const marked: Readonly<Record<string, string>> = {
  goose: `-- +goose Up\n-- +goose StatementBegin\n${up}\n-- +goose StatementEnd\n\n-- +goose Down\n${down}\n`,
  dbmate: `-- migrate:up\n${up}\n\n-- migrate:down\n${down}\n`,
  "sql-migrate": `-- +migrate Up\n${up}\n-- +migrate Down\n${down}\n`,
  rambler: `-- rambler up\n${up}\n-- rambler down\n${down}\n`,
  tern: `${up}\n\n---- create above / drop below ----\n\n${down}\n`,
  "node-pg-migrate": `-- Up Migration\n${up}\n-- Down Migration\n${down}\n`,
  mybatis: `-- // make a\n${up}\n\n-- //@UNDO\n${down}\n`,
  play: `# --- !Ups\n${up}\n\n# --- !Downs\n${down}\n`,
  sql: `-- Up\n${up}\n-- Down\n${down}\n`,
};

describe("markers part a file into directions", () => {
  it.each(Object.entries(marked))("%s", (tool, text) => {
    for (const source of [text, text.replaceAll("\n", "\r\n"), text.replace("-- +goose Up", "--+GOOSE UP")]) {
      const migration = readOne({ "migrations/0001_a.sql": source });
      expect([migration.tool, kinds(migration.up), kinds(migration.down), migration.canHaveDown]).toEqual([
        tool,
        ["create-table"],
        ["drop-table"],
        true,
      ]);
      const at = migration.down?.operations[0]?.at;
      expect(source.slice(at?.start.offset, at?.end.offset)).toBe(down.slice(0, -1));
      expect(at?.start.line).toBe(source.slice(0, source.indexOf(down)).split("\n").length);
    }
  });

  it("joins the stretches of one direction where a tool allows several, each in its place", () => {
    const text = `-- rambler up\nCREATE TABLE a (id int);\n-- rambler down\nDROP TABLE a;\n-- rambler up\nCREATE TABLE b (id int);\n-- rambler down\nDROP TABLE b;\n`;
    const migration = readOne({ "migrations/1.sql": text });
    expect(migration.up.operations.map(({ kind, at }) => [kind, at.start.line])).toEqual([
      ["create-table", 2],
      ["create-table", 6],
    ]);
    expect(migration.down?.operations.map(({ at }) => at.start.line)).toEqual([4, 8]);
  });

  it("has no down without its marker, and an empty one with nothing below it", () => {
    expect(readOne({ "migrations/1.sql": `-- +goose Up\n${up}\n` }).down).toBeUndefined();
    expect(readOne({ "migrations/1.sql": `-- +goose Up\n${up}\n-- +goose Down\n` }).down).toMatchObject({
      blank: true,
      operations: [],
    });
    expect(readOne({ "migrations/1.sql": `-- +goose Down\n${down}\n` }).up.blank).toBe(true);
    expect(readOne({ "migrations/1.sql": `-- Down with the old table\n${up}\n-- up\n` }).down).toBeUndefined();
  });

  it("says what stands where no direction is", () => {
    const text = `/* shop */\n-- the first\nCREATE TABLE lost (id int);\n-- migrate:up\n${up}\n`;
    const { diagnostics } = read({ "migrations/1.sql": text });
    expect(diagnostics.map(({ kind, at }) => [kind, at.start.line, at.end.line])).toEqual([["unread-statement", 3, 3]]);
    expect(read({ "migrations/1.sql": marked.dbmate ?? "" }).diagnostics).toEqual([]);
  });

  it("leaves markers alone in files whose name says the direction", () => {
    const migration = readOne({
      "migrations/1_a.up.sql": `-- Up\n${up}\n-- Down\n`,
      "migrations/1_a.down.sql": `-- Down\n${down}`,
    });
    expect([kinds(migration.up), kinds(migration.down)]).toEqual([["create-table"], ["drop-table"]]);
  });
});

describe("whether statements run in a transaction", () => {
  it.each([
    ["goose wraps", { "migrations/1.sql": marked.goose ?? "" }, true],
    [
      "goose does not when told",
      { "migrations/1.sql": `-- +goose NO TRANSACTION\n-- +goose Up\n${concurrently}` },
      false,
    ],
    ["dbmate wraps", { "migrations/1.sql": marked.dbmate ?? "" }, true],
    [
      "dbmate does not when told",
      { "migrations/1.sql": `-- migrate:up transaction:false\n${concurrently}\n-- migrate:down\n` },
      false,
    ],
    [
      "sql-migrate does not when told",
      { "migrations/1.sql": `-- +migrate Up notransaction\n${concurrently}\n` },
      false,
    ],
    [
      "tern does not when told",
      { "migrations/1.sql": `---- tern: disable-tx ----\n${concurrently}\n---- create above / drop below ----\n` },
      false,
    ],
    ["node-pg-migrate wraps", { "migrations/1.sql": marked["node-pg-migrate"] ?? "" }, true],
    ["golang-migrate sends one statement alone", { "migrations/1_x.up.sql": concurrently }, false],
    ["Prisma sends one statement alone", { "prisma/migrations/20240101000000_x/migration.sql": concurrently }, false],
    ["Flyway wraps", { "db/migration/V1__x.sql": up }, true],
    ["Flyway does not where PostgreSQL refuses", { "db/migration/V1__x.sql": concurrently }, false],
    [
      "Flyway does not when told",
      { "db/migration/V1__x.sql": up, "db/migration/V1__x.sql.conf": "executeInTransaction=false" },
      false,
    ],
    ["diesel wraps", { "migrations/2024-01-01-000000_x/up.sql": concurrently }, true],
    [
      "diesel does not when told",
      {
        "migrations/2024-01-01-000000_x/up.sql": concurrently,
        "migrations/2024-01-01-000000_x/metadata.toml": "run_in_transaction = false\n",
      },
      false,
    ],
    ["sqlx wraps", { "Cargo.toml": "", "migrations/1_x.sql": concurrently }, true],
    [
      "sqlx does not when told",
      { "Cargo.toml": "", "migrations/1_x.sql": `-- no-transaction\n${concurrently}` },
      false,
    ],
    ["Supabase wraps", { "supabase/migrations/20240101000000_x.sql": concurrently }, true],
    ["Sqitch does not", { "sqitch.plan": "x 2024-01-01T00:00:00Z A <a@b>", "deploy/x.sql": up }, false],
    [
      "a name can tell not to",
      { "migrations/20240101000000_x.postgres.autocommit.up.sql": `${concurrently}\nSELECT 1;` },
      false,
    ],
    ["an unknown runner sends one statement alone", { "migrations/1.sql": concurrently }, false],
  ])("%s", (_, files, wanted) => {
    expect(inTransaction(readOne(files).up)).toContain(wanted);
    expect(inTransaction(readOne(files).up)).not.toContain(!wanted);
  });

  it("is so for several statements that are sent together", () => {
    expect(inTransaction(readOne({ "migrations/1_x.up.sql": `${up}\n${concurrently}` }).up)).toEqual([true, true]);
  });
});

describe("pairs", () => {
  it("reads both files of a migration", () => {
    const migration = readOne({ "migrations/1_a.up.sql": up, "migrations/1_a.down.sql": down });
    expect(migration).toMatchObject({
      id: "1",
      title: "a",
      tool: "golang-migrate",
      lineage: "migrations",
      canHaveDown: true,
    });
    expect(migration.files).toEqual(["migrations/1_a.up.sql", "migrations/1_a.down.sql"]);
    expect([kinds(migration.up), kinds(migration.down)]).toEqual([["create-table"], ["drop-table"]]);
  });

  it("knows who could have written the undoing", () => {
    expect(readOne({ "migrations/1_a.up.sql": up })).toMatchObject({ down: undefined, canHaveDown: true });
    expect(readOne({ "migrations/1_a.sql": up })).toMatchObject({ down: undefined, canHaveDown: false });
    expect(readOne({ "supabase/migrations/20240101000000_a.sql": up }).canHaveDown).toBe(false);
    const { migrations } = read({
      "db/migration/V1__a.sql": up,
      "db/migration/U1__a.sql": down,
      "db/migration/V2__b.sql": up,
    });
    expect(migrations.map(({ canHaveDown }) => canHaveDown)).toEqual([true, true]);
  });

  it("takes empty files as they are", () => {
    const migration = readOne({ "migrations/1_a.up.sql": "", "migrations/1_a.down.sql": "-- nothing to undo\n" });
    expect([migration.up.blank, migration.down?.blank]).toEqual([true, true]);
    expect(read({ "migrations/1_a.up.sql": "" }).diagnostics).toEqual([]);
  });
});

it("sorts by lineage, then as the tool runs them", () => {
  const paths = ["b/migrations/1.sql", "a/migrations/10_x.sql", "a/migrations/9_y.sql", "a/migrations/2024/1.sql"];
  const { migrations } = read(Object.fromEntries(paths.map((path) => [path, up])));
  expect(migrations.map(({ files }) => files[0])).toEqual([
    "a/migrations/9_y.sql",
    "a/migrations/10_x.sql",
    "a/migrations/2024/1.sql",
    "b/migrations/1.sql",
  ]);
});

it("runs Sqitch's changes in the order of the plan, reworked ones as often as they were planned", () => {
  const plan =
    "%syntax-version=1.0.0\n%project=shop\n\nusers 2024-01-01T00:00:00Z A <a@b> # first\nadmin [users] 2024-01-02T00:00:00Z A <a@b>\n@v1 2024-01-03T00:00:00Z A <a@b>\nusers [users@v1] 2024-01-04T00:00:00Z A <a@b>\n";
  const { migrations } = read({
    "sqitch.plan": plan,
    "deploy/admin.sql": up,
    "deploy/users.sql": up,
    "deploy/users@v1.sql": up,
  });
  expect(migrations.map(({ id }) => id)).toEqual(["users@v1", "admin", "users"]);
});

describe("only what was asked for", () => {
  const files = {
    "migrations/1_a.up.sql": up,
    "migrations/1_a.down.sql": down,
    "migrations/2_b.up.sql": "CREATE TABLE b (id int);",
  };

  it("is a migration whichever of its files was asked for", () => {
    expect(read(files, ["migrations/1_a.down.sql"]).migrations.map(({ id }) => id)).toEqual(["1"]);
    expect(read(files, ["README.md"])).toEqual({ migrations: [], diagnostics: [] });
  });

  it("is said where it cannot be read", () => {
    const odd = {
      ...files,
      "migrations/3_c.down.sql": down,
      "migrations/00004_code.go": "package migrations",
      "db/migration/V1__a.sql": up,
      "db/migration/B1__a.sql": up,
    };
    const { diagnostics } = read(odd, Object.keys(odd));
    expect(diagnostics.map(({ kind, at }) => `${kind} ${at.path}`)).toEqual([
      "unread-file migrations/3_c.down.sql",
      "unread-file db/migration/B1__a.sql",
      "unread-file migrations/00004_code.go",
    ]);
    expect(read(odd).diagnostics).toEqual([]);
  });

  it("is silent about code that is no migration, and about other products' files", () => {
    const paths = [
      "migrations/env.py",
      "migrations/__init__.py",
      "migrations/migrations.go",
      "migrations/001_x_test.go",
      "src/2024_report.ts",
      "migrations/1_a.mysql.up.sql",
    ];
    const { migrations, diagnostics } = read(Object.fromEntries(paths.map((path) => [path, ""])), paths);
    expect([migrations, diagnostics]).toEqual([[], []]);
  });
});

describe("files that are no text", () => {
  it.each<[string, FileText, string, RegExp]>([
    ["too large", { kind: "too-large", bytes: 50_000_000, limit: 5_242_880 }, "limit-reached", /50000000 bytes/],
    ["binary", { kind: "binary", bytes: 100 }, "unread-file", /^It is binary\.$/],
    ["unreadable", { kind: "unreadable", reason: "it is UTF-32" }, "unread-file", /^It is UTF-32\.$/],
  ])("%s: a migration that is there, and a diagnostic that says why it was not read", (_, file, kind, reason) => {
    const { migrations, diagnostics } = read({ "migrations/1_a.up.sql": file, "migrations/1_a.down.sql": file });
    expect(migrations).toMatchObject([{ id: "1", up: { operations: [], blank: false }, down: { operations: [] } }]);
    expect(diagnostics.map((it) => [it.kind, it.at.path])).toEqual([
      [kind, "migrations/1_a.up.sql"],
      [kind, "migrations/1_a.down.sql"],
    ]);
    for (const { message } of diagnostics) expect(message).toMatch(reason);
  });

  it("stops at the limit of statements and says where", () => {
    const policy = { ...defaultPolicy, limits: { ...defaultPolicy.limits, statementsPerFile: 3 } };
    const { migrations, diagnostics } = read({ "migrations/1.sql": "SELECT 1;\n".repeat(5) }, undefined, policy);
    expect(migrations[0]?.up.statements).toHaveLength(3);
    expect(diagnostics).toMatchObject([{ kind: "limit-reached", at: { start: { line: 4 } } }]);
  });
});
