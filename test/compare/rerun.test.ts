import { readdirSync, readFileSync } from "node:fs";
import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { applyOperations } from "../../src/compare/apply-operations.ts";
import { emptySchema } from "../../src/compare/empty-schema.ts";
import { rerunOf } from "../../src/compare/rerun.ts";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import type { Rerun } from "../../src/model/comparison.ts";
import { comparePullRequest } from "./pull-request.ts";
import { openServer, wipe } from "./server.ts";

const SCRIPTS = new URL("scripts/", import.meta.url);
const sql = await loadPostgresReader();

const scripts = readdirSync(SCRIPTS, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".sql"));

type Claim = { readonly text: string; readonly before: readonly string[]; readonly claims: readonly Rerun[] };

/** Each statement of a script as a migration of its own, run twice, after those before it. */
function claimsOf(path: string): readonly Claim[] {
  const text = readFileSync(new URL(path, SCRIPTS), "utf8");
  const { statements, operations } = sql.readScript({ path, text, transactional: false });
  let schema = emptySchema("postgresql", true);
  return statements.flatMap((statement, index) => {
    const own = operations.filter((operation) => operation.statement.index === statement.index);
    const first = applyOperations(schema, own, sql);
    const claims = rerunOf(first.steps, applyOperations(first.schema, own, sql).steps);
    ({ schema } = first);
    const before = statements.slice(0, index).map((each) => each.text);
    return claims.length === 0 ? [] : [{ text: statement.text, before, claims }];
  });
}

const claimed = scripts.flatMap(claimsOf);

describe("a statement that is said to fail, or to make something anew, when it runs twice", () => {
  let db: PGlite;
  beforeAll(async () => {
    db = await openServer();
  });
  afterAll(async () => {
    await db.close();
  });

  it("is found in many scripts", () => {
    expect(claimed.length).toBeGreaterThan(20);
  });

  it.each(claimed)("does on the server: $text", async ({ text, before, claims }) => {
    await wipe(db);
    for (const statement of [...before, text]) await db.exec(statement);
    const refused = await db.exec(text).then(
      () => false,
      () => true,
    );
    expect({ refused, claims: claims.map(({ because }) => because) }).toMatchObject({
      refused: claims.some(({ outcome }) => outcome === "fails"),
    });
  });
});

describe("the second run of a migration", () => {
  const history = "CREATE TABLE users (id bigserial PRIMARY KEY, fax text, name text);";
  const outcomes = (migration: string) =>
    comparePullRequest({ history, migration }).migrations[0]?.rerun?.map(({ outcome }) => outcome);

  test.each<[string, string, readonly string[]]>([
    ["reads what is dropped", "UPDATE users SET name = fax; ALTER TABLE users DROP COLUMN IF EXISTS fax;", ["fails"]],
    ["reads what stays", "UPDATE users SET name = fax;", []],
    [
      "works on a table that is renamed",
      "ALTER TABLE users ADD COLUMN IF NOT EXISTS x int; ALTER TABLE IF EXISTS users RENAME TO people;",
      ["fails"],
    ],
    [
      "is guarded against that",
      "ALTER TABLE IF EXISTS users ADD COLUMN IF NOT EXISTS x int; ALTER TABLE IF EXISTS users RENAME TO people;",
      [],
    ],
    ["inserts on no conflict", "INSERT INTO users (name) VALUES ('a') ON CONFLICT DO NOTHING;", ["changes"]],
    ["inserts on a key", "INSERT INTO users (id, name) VALUES (1, 'a') ON CONFLICT DO NOTHING;", []],
  ])("%s", (_, migration, expected) => {
    expect(outcomes(migration)).toEqual(expected);
  });
});
