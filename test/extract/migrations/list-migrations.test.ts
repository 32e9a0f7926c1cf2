import { describe, expect, it } from "vitest";
import { listMigrations } from "../../../src/extract/migrations/list-migrations.ts";
import { defaultPolicy } from "../../../src/policy/default-policy.ts";

const list = (paths: readonly string[], dialect: "postgresql" | "mysql" = "postgresql") => {
  const { migrations, orphans, superseded } = listMigrations(paths, defaultPolicy, dialect);
  return {
    migrations: migrations.map(({ up, down }) => (down === undefined ? up.path : `${up.path} / ${down.path}`)),
    orphans: orphans.map(({ path }) => path),
    superseded: superseded.map(({ path }) => path),
    tools: [...new Set(migrations.map(({ up }) => up.tool))],
    lineages: [...new Set(migrations.map(({ up }) => up.lineage))],
  };
};

describe("pairs", () => {
  it("joins by version, and by title where two share one", () => {
    const paths = [
      "3_m.down.sql",
      "0002_b.up.sql",
      "0002_b.down.sql",
      "0002_a.up.sql",
      "0002_a.down.sql",
      "1_create.up.sql",
      "1_drop.down.sql",
    ];
    expect(list(paths.map((name) => `migrations/${name}`))).toMatchObject({
      migrations: [
        "migrations/1_create.up.sql / migrations/1_drop.down.sql",
        "migrations/0002_a.up.sql / migrations/0002_a.down.sql",
        "migrations/0002_b.up.sql / migrations/0002_b.down.sql",
      ],
      orphans: ["migrations/3_m.down.sql"],
    });
  });

  it("joins files of two folders", () => {
    expect(list(["migrations/down/001_x.sql", "migrations/up/001_x.sql"]).migrations).toEqual([
      "migrations/up/001_x.sql / migrations/down/001_x.sql",
    ]);
  });

  it("joins Flyway's undo with its version", () => {
    expect(list(["db/migration/V1.0__x.sql", "db/migration/U1.0__x.sql", "db/migration/V2__y.sql"]).migrations).toEqual(
      ["db/migration/V1.0__x.sql / db/migration/U1.0__x.sql", "db/migration/V2__y.sql"],
    );
  });

  it("believes a last word only with its counterpart", () => {
    const { migrations } = listMigrations(
      [
        "migrations/01_a_up.sql",
        "migrations/01_a_down.sql",
        "migrations/02_shut_down.sql",
        "migrations/03_clean_up.sql",
      ],
      defaultPolicy,
      "postgresql",
    );
    expect(migrations.map(({ up, down }) => [up.path, up.title, down?.path])).toEqual([
      ["migrations/01_a_up.sql", "a", "migrations/01_a_down.sql"],
      ["migrations/02_shut_down.sql", "shut_down", undefined],
      ["migrations/03_clean_up.sql", "clean", undefined],
    ]);
  });

  it("leaves a file that undoes nothing aside", () => {
    expect(list(["migrations/0001_x.down.sql"])).toMatchObject({
      migrations: [],
      orphans: ["migrations/0001_x.down.sql"],
    });
  });

  it("does not run a baseline on top of what it stands for", () => {
    const folder = "db/migration";
    expect(
      list([`${folder}/V1__a.sql`, `${folder}/V2__b.sql`, `${folder}/B2__ab.sql`, `${folder}/V3__c.sql`]),
    ).toMatchObject({
      migrations: [`${folder}/V1__a.sql`, `${folder}/V2__b.sql`, `${folder}/V3__c.sql`],
      superseded: [`${folder}/B2__ab.sql`],
    });
    expect(list([`${folder}/B2__ab.sql`, `${folder}/V3__c.sql`]).migrations).toEqual([
      `${folder}/B2__ab.sql`,
      `${folder}/V3__c.sql`,
    ]);
  });
});

describe("dialects", () => {
  const ory = [
    "m/migrations/20200101000000_a.up.sql",
    "m/migrations/20200101000000_a.down.sql",
    "m/migrations/20200101000000_a.mysql.up.sql",
    "m/migrations/20200102000000_b.cockroach.up.sql",
    "m/migrations/20200102000000_b.up.sql",
    "m/migrations/20200102000000_b.postgres.up.sql",
    "m/migrations/20200102000000_b.postgres.down.sql",
  ];

  it("prefers the file named for the dialect over the generic one", () => {
    expect(list(ory).migrations).toEqual([
      "m/migrations/20200101000000_a.up.sql / m/migrations/20200101000000_a.down.sql",
      "m/migrations/20200102000000_b.postgres.up.sql / m/migrations/20200102000000_b.postgres.down.sql",
    ]);
    expect(list(ory, "mysql").migrations).toEqual([
      "m/migrations/20200101000000_a.mysql.up.sql / m/migrations/20200101000000_a.down.sql",
      "m/migrations/20200102000000_b.up.sql",
    ]);
  });

  it("keeps to the folders of the dialect", () => {
    const paths = ["postgres", "mysql", "sqlite3", "clickhouse"].map((name) => `db/migrations/${name}/0001_x.up.sql`);
    expect(list(paths).migrations).toEqual(["db/migrations/postgres/0001_x.up.sql"]);
  });

  it("takes CockroachDB's files for PostgreSQL's where there are no others", () => {
    expect(list(["db/cockroach/migrations/001.up.sql", "db/postgres/migrations/001.up.sql"]).migrations).toEqual([
      "db/postgres/migrations/001.up.sql",
    ]);
    expect(list(["db/cockroach/migrations/001.up.sql"]).migrations).toEqual(["db/cockroach/migrations/001.up.sql"]);
  });
});

describe("neighbours", () => {
  it("tell several projects apart", () => {
    const paths = ["billing/migrations/001_a.sql", "shop/migrations/001_a.sql", "shop/migrations/2024/002_b.sql"];
    expect(list(paths).lineages).toEqual(["billing/migrations", "shop/migrations"]);
  });

  it("tell the tool", () => {
    expect(list(["Cargo.toml", "migrations/1_x.up.sql", "migrations/1_x.down.sql"]).tools).toEqual(["sqlx"]);
    expect(list(["api/Cargo.toml", "web/migrations/1_x.up.sql"]).tools).toEqual(["golang-migrate"]);
    expect(list(["migrations/atlas.sum", "migrations/20240101000000.sql"]).tools).toEqual(["atlas"]);
    expect(list(["src/db/migrations/meta/_journal.json", "src/db/migrations/0000_x.sql"]).tools).toEqual(["drizzle"]);
    expect(list(["migrations/0001.x.sql", "migrations/0001.x.rollback.sql"]).tools).toEqual(["yoyo"]);
  });

  it("tell Sqitch's projects, their sub-folders and reworked changes, and never what verifies", () => {
    const project = [
      "sqitch.plan",
      "deploy/app.sql",
      "revert/app.sql",
      "verify/app.sql",
      "deploy/views/sales.sql",
      "deploy/app@v1.sql",
    ];
    expect(list(project)).toMatchObject({
      migrations: ["deploy/app.sql / revert/app.sql", "deploy/app@v1.sql", "deploy/views/sales.sql"],
      tools: ["sqitch"],
    });
    expect(list(["deploy/app.sql", "revert/app.sql"]).migrations).toEqual([]);
    expect(
      list(["db/migrations/sqitch.plan", "db/migrations/deploy/a.sql", "db/migrations/revert/a.sql"]).migrations,
    ).toEqual(["db/migrations/deploy/a.sql / db/migrations/revert/a.sql"]);
  });

  it("tell a helper from a step", () => {
    const steps = ["migrations/001_a.sql", "migrations/002_b.sql", "migrations/003_c.sql"];
    expect(list([...steps, "migrations/helpers.sql"]).migrations).toEqual(steps);
    expect(list(["migrations/init.sql", "migrations/more.sql"]).migrations).toEqual([
      "migrations/init.sql",
      "migrations/more.sql",
    ]);
  });
});

it("lists 100,000 paths in well under a second", () => {
  const paths = Array.from({ length: 100_000 }, (_, index) => `src/module${index % 300}/part${index}/file${index}.ts`);
  const steps = Array.from({ length: 3_000 }, (_, index) => `db/migrations/${String(index).padStart(5, "0")}_x.up.sql`);
  const start = performance.now();
  expect(list([...paths, ...steps]).migrations).toHaveLength(3_000);
  expect(performance.now() - start).toBeLessThan(1_500);
});
