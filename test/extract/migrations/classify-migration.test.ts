import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyMigration, productOfPath } from "../../../src/extract/migrations/classify-migration.ts";
import type { Policy } from "../../../src/model/policy.ts";
import { defaultPolicy } from "../../../src/policy/default-policy.ts";

const classify = (path: string, policy: Policy = defaultPolicy) => classifyMigration(path, policy);

/** `tool | lineage | id | title | direction`. */
const known: Readonly<Record<string, string>> = {
  // golang-migrate
  "db/migrations/000001_create_teams.up.sql": "golang-migrate | db/migrations | 000001 | create_teams | up",
  "db/migrations/000001_create_teams.down.sql": "golang-migrate | db/migrations | 000001 | create_teams | down",
  "atc/db/migration/migrations/1510262030_initial.up.sql":
    "golang-migrate | atc/db/migration/migrations | 1510262030 | initial | up",
  "store/20200317160354000000_x.postgres.autocommit.up.sql": "golang-migrate | store | 20200317160354000000 | x | up",
  // Flyway
  "src/main/resources/db/migration/V1__init.sql": "flyway | src/main/resources/db/migration | V1 | init | up",
  "src/main/resources/db/migration/V1_2__add_users.sql":
    "flyway | src/main/resources/db/migration | V1.2 | add users | up",
  "src/main/resources/db/migration/V2023.01.15.11__x.sql":
    "flyway | src/main/resources/db/migration | V2023.01.15.11 | x | up",
  "src/main/resources/db/migration/v2/V2.1__x.sql": "flyway | src/main/resources/db/migration | V2.1 | x | up",
  "flyway/sql/U3__undo.sql": "flyway | flyway/sql | V3 | undo | down",
  "flyway/sql/R__All_views.sql": "flyway | flyway/sql | R__All_views | All views | up",
  "flyway/sql/B8__baseline.sql": "flyway | flyway/sql | B8 | baseline | up",
  // folders that are a migration
  "prisma/migrations/20230101000000_init/migration.sql": "prisma | prisma/migrations | 20230101000000 | init | up",
  "packages/db/prisma/migrations/20230101000000_init/down.sql":
    "prisma | packages/db/prisma/migrations | 20230101000000 | init | down",
  "migrations/2019-02-26-002946_create_user/up.sql": "diesel | migrations | 2019-02-26-002946 | create_user | up",
  "migrations/2019-02-26-002946_create_user/down.sql": "diesel | migrations | 2019-02-26-002946 | create_user | down",
  "migrations/frontend/1528395968/up.sql": "diesel | migrations/frontend | 1528395968 |  | up",
  "schema/postgresql/v12/temporal/versioned/v1.0/schema.sql":
    "sql | schema/postgresql/v12/temporal/versioned | v1.0 |  | up",
  // Drizzle, Supabase, Graphile
  "drizzle/0000_cool_name.sql": "drizzle | drizzle | 0000 | cool_name | up",
  "src/db/drizzle/20240101000000_x/migration.sql": "drizzle | src/db/drizzle | 20240101000000 | x | up",
  "supabase/migrations/20220101000000_x.sql": "supabase | supabase/migrations | 20220101000000 | x | up",
  "migrations/committed/000001.sql": "graphile-migrate | migrations | 000001 |  | up",
  "migrations/current.sql": "graphile-migrate | migrations | current | current | up",
  // Sqitch
  "deploy/appschema.sql": "sqitch |  | appschema | appschema | up",
  "revert/appschema.sql": "sqitch |  | appschema | appschema | down",
  // plain folders
  "migrations/001.sql": "sql | migrations | 001 |  | up",
  "server/migrate/007-add-users.sql": "sql | server/migrate | 007 | add-users | up",
  "migration/1.2.3.sql": "sql | migration | 1.2.3 |  | up",
  "pkg/sqlmigration/12_x.sql": "sql | pkg/sqlmigration | 12 | x | up",
  "db/changes/2024-01-02-foo.sql": "sql | db/changes | 2024-01-02 | foo | up",
  "migrations/20240102_120000_foo.sql": "sql | migrations | 20240102_120000 | foo | up",
  "migrations/20240102T120000Z-foo.sql": "sql | migrations | 20240102T120000Z | foo | up",
  "backend/src/app/migrations/sql/0001-add-extensions.sql":
    "sql | backend/src/app/migrations/sql | 0001 | add-extensions | up",
  "migrations/init.sql": "sql | migrations | init | init | up",
  "migrations/001_2fa_codes.sql": "sql | migrations | 001 | 2fa_codes | up",
  "migrations/0010b_fix.sql": "sql | migrations | 0010b | fix | up",
  "Scripts/Migrations/Script0003 - Create views.sql": "sql | Scripts/Migrations | Script0003 | Create views | up",
  "internal/storage/migrations/postgres/V0001.Initial_Schema.up.sql":
    "sql | internal/storage/migrations/postgres | V0001 | Initial_Schema | up",
  "conf/evolutions/default/1.sql": "sql | conf/evolutions/default | 1 |  | up",
  "db/0042_x.sql": "sql | db | 0042 | x | up",
  "schema/0001.sql": "sql | schema | 0001 |  | up",
  // numbered and dated folders belong to the history above them
  "synapse/storage/schema/main/delta/59/11drop_thread.sql.postgres":
    "sql | synapse/storage/schema/main/delta | 59/11 | drop_thread | up",
  "synapse/storage/schema/main/delta/54/stats.sql": "sql | synapse/storage/schema/main/delta | 54/stats | stats | up",
  "migrations/2024/03/01-x.sql": "sql | migrations | 2024/03/01 | x | up",
  "migrations/2024/03/20240301_x.sql": "sql | migrations | 20240301 | x | up",
  "migrations/000001-000100/000042_x.up.sql": "golang-migrate | migrations | 000042 | x | up",
  "migrations/oss/postgres/10/02_x.up.sql": "golang-migrate | migrations/oss/postgres | 10/02 | x | up",
  "make/migrations/postgresql/0002_1.7.0_schema.up.sql":
    "golang-migrate | make/migrations/postgresql | 0002 | 1.7.0_schema | up",
  "migrations/2024/20240301120000_x.sql": "sql | migrations | 20240301120000 | x | up",
  // ways of saying up and down
  "migrations/001.do.create.sql": "sql | migrations | 001 | create | up",
  "migrations/001.undo.create.sql": "sql | migrations | 001 | create | down",
  "migrations/up/001_x.sql": "sql | migrations | 001 | x | up",
  "migrations/down/001_x.sql": "sql | migrations | 001 | x | down",
  "migrations/rollback/001_x.sql": "sql | migrations | 001 | x | down",
  "migrations/sqls/20200101120000-x-up.sql": "sql | migrations/sqls | 20200101120000 | x | up",
  "migrations/sqls/20200101120000-x-down.sql": "sql | migrations/sqls | 20200101120000 | x | down",
  "migrations/0003.x.rollback.sql": "sql | migrations | 0003 | x | down",
  "hasura/migrations/default/1600000000000_x/down.sql": "diesel | hasura/migrations/default | 1600000000000 | x | down",
  // other products have a history of their own
  "migrations/0001_x.mysql.up.sql": "golang-migrate | migrations (mysql) | 0001 | x | up",
  "migrations/0001_x.cockroach.up.sql": "golang-migrate | migrations (cockroachdb) | 0001 | x | up",
  "migrations/0001_x.postgres.up.sql": "golang-migrate | migrations | 0001 | x | up",
};

describe("what a path says", () => {
  it.each(Object.entries(known))("%s", (path, wanted) => {
    const file = classify(path);
    expect(file && `${file.tool} | ${file.lineage} | ${file.id} | ${file.title} | ${file.direction}`).toBe(wanted);
  });
});

describe("what is no migration", () => {
  it.each([
    ...[
      "README.md",
      "migrations/README.md",
      "migrations/env.py",
      "migrations/0001_x.go",
      "migrations/meta/_journal.json",
    ],
    ...["db/structure.sql", "db/schema.sql", "schema.sql", "migrations/schema.sql", "migrations/frontend/squashed.sql"],
    ...[
      "db/seeds.sql",
      "supabase/seed.sql",
      "migrations/seed.sql",
      "prisma/seeds/001_users.sql",
      "db/migrations/fixtures/001_x.sql",
    ],
    ...["db/queries/0001_users.sql", "sql/queries/users.sql", "migrations/queries/get_users.sql", "query/users.sql"],
    ...[
      "src/test/resources/db/migration/V1__x.sql",
      "tests/migrations/001_x.up.sql",
      "testdata/001_x.up.sql",
      "e2e/migrations/001.sql",
    ],
    ...["node_modules/x/migrations/001.sql", "vendor/github.com/x/migrations/001_x.up.sql"],
    ...["dumps/2024-01-01.sql", "db/dump.sql", "migrations/prod_dump.sql", "backup/20240101000000.sql"],
    ...["synapse/storage/schema/main/full_schemas/72/full.sql.postgres", "schema/postgresql/v12/temporal/schema.sql"],
    ...["sql/functions/total.sql", "src/users.sql", "immigration/001_forms.sql", "docs/examples/001_x.sql", "init.sql"],
    ...["migration/src/main/java/com/shop/reports/report.sql", "tools/migrate-users/fix.sql", "deploy/docker/init.sql"],
    ...["sqitch/verify/users.sql", "verify/users.sql", "initdb/01-x.sql", "", "/", ".sql", "migrations/"],
  ])("%s", (path) => {
    expect(classify(path)).toBeUndefined();
  });

  it("what configuration excludes, and only that", () => {
    const policy = { ...defaultPolicy, migrations: { include: [], exclude: ["legacy/**"] } };
    expect(classify("legacy/migrations/001.sql", policy)).toBeUndefined();
    expect(classify("db/migrations/001.sql", policy)).toBeDefined();
  });
});

it("takes what configuration includes, whatever it is called", () => {
  const policy = { ...defaultPolicy, migrations: { include: ["steps/*.sql", "tests/migrations/**"], exclude: [] } };
  expect(classify("steps/users.sql", policy)).toMatchObject({ tool: "sql", lineage: "steps", id: "users" });
  expect(classify("tests/migrations/0001_x.up.sql", policy)).toMatchObject({ tool: "golang-migrate", id: "0001" });
  expect(classify("steps/users.txt", policy)).toBeUndefined();
});

describe("order", () => {
  const sorted = (...paths: readonly string[]) =>
    paths
      .map((path) => classify(path))
      .toSorted((a, b) => ((a?.order ?? "") < (b?.order ?? "") ? -1 : 1))
      .map((it) => it?.path);

  it("is by number, not by text", () => {
    const files = ["migrations/1_a.sql", "migrations/2_b.sql", "migrations/0009_c.sql", "migrations/10_d.sql"];
    expect(sorted(...files.toReversed())).toEqual(files);
  });

  it("has numbers before dates, as projects change from one to the other", () => {
    const files = ["migrations/0099_a.sql", "migrations/20200101_b.sql", "migrations/20200101120000_c.sql"];
    expect(sorted(...files.toReversed())).toEqual(files);
  });

  it("is Flyway's: part by part, a missing part is zero, repeatables last by description", () => {
    const files = ["V1__a.sql", "V1.1__c.sql", "V1.2__d.sql", "V1_10__e.sql", "V2__f.sql", "R__a.sql", "R__b.sql"].map(
      (it) => `db/migration/${it}`,
    );
    expect(sorted(...files.toReversed())).toEqual(files);
    expect(classify("db/migration/V1.0__x.sql")?.order).toBe(classify("db/migration/V1__y.sql")?.order);
    expect(classify("db/migration/R__a.sql")?.repeatable).toBe(true);
  });

  it("is that of the folders first, where versions start anew in each", () => {
    const files = ["delta/9/1_z.sql", "delta/10/1_a.sql", "delta/10/2_b.sql"];
    expect(sorted(...files.toReversed())).toEqual(files);
  });
});

describe("the dialect that a path is for", () => {
  it.each([
    ["migrations/0001_x.mysql.up.sql", "mysql"],
    ["migrations/0001_x.sqlite3.up.sql", "sqlite"],
    ["migrations/0001_x.cockroach.up.sql", "cockroachdb"],
    ["delta/59/11drop.sql.postgres", "postgresql"],
    ["delta/59/11drop.sql.sqlite", "sqlite"],
    ["db/migrations/postgres/0001.up.sql", "postgresql"],
    ["db/migrations/sqlite3/0001.up.sql", "sqlite"],
    ["migrations-mysql/0001.up.sql", "mysql"],
    ["mssql/migrations/0001.up.sql", "sqlserver"],
    ["mysql/postgres/0001.sql", "postgresql"],
  ])("%s: %s", (path, product) => {
    expect(productOfPath(path)).toBe(product);
  });

  it.each([
    ...[
      "migrations/0001_add_mysql_flag.up.sql",
      "migrations/0001_drop_sqlite.sql",
      "packages/graph/migrations/0001.sql",
    ],
    ...["mysql-to-postgres/migrations/0001.sql", "clickhouse/migrations/0001.sql", "migrations/0001.sql"],
  ])("%s: not said, or none we know", (path) => {
    expect(productOfPath(path)).toBeUndefined();
  });
});

it("takes any path at all", () => {
  const word = fc.oneof(
    fc.constantFrom(
      "migrations",
      "up",
      "down.sql",
      "V1__x.sql",
      "0001",
      ".up.sql",
      "..",
      "",
      "deploy",
      "mysql",
      "x.sql.postgres",
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (words) => {
      const path = words.join("/");
      const file = classify(path);
      expect(file === undefined || file.path === path).toBe(true);
      productOfPath(path);
    }),
    { numRuns: 2_000 },
  );
});
