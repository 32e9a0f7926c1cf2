import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import type { SqlReader } from "../../src/model/sql-reader.ts";
import { differences, type Server, wipe } from "./server.ts";

const SCRIPTS = new URL("scripts/", import.meta.url);
const scripts = readdirSync(SCRIPTS, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".sql"));
const DATABASE = "schema_warden_test";
const ROLES = ["app_reader", "app_writer", "app_owner"];
/** What came out otherwise before a release, `server_version_num`. */
const CHANGED = new Map([["partitions/identity.sql", 170_000]]);
const url = process.env.POSTGRES_URL;
const title = "the same on a PostgreSQL server";

/** Older servers refuse what newer ones have learned; what they take must come out alike. */
describe.skipIf(url === undefined)(url === undefined ? `${title} (skipped: POSTGRES_URL names none)` : title, () => {
  let admin: pg.Client;
  let client: pg.Client;
  let server: Server;
  let reader: SqlReader;

  beforeAll(async () => {
    reader = await loadPostgresReader();
    admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await admin.query(`DROP DATABASE IF EXISTS ${DATABASE}`);
    await admin.query(`CREATE DATABASE ${DATABASE}`);
    for (const role of ROLES)
      await admin.query(`DO $$ BEGIN CREATE ROLE ${role}; EXCEPTION WHEN duplicate_object THEN NULL; END $$`);
    client = new pg.Client({ connectionString: Object.assign(new URL(url ?? ""), { pathname: `/${DATABASE}` }).href });
    await client.connect();
    server = { exec: (sql) => client.query(sql), query: (sql) => client.query(sql) };
  });
  afterAll(async () => {
    await client.end();
    await admin.query(`DROP DATABASE ${DATABASE}`);
    await admin.end();
  });

  it("agrees on every script that the server takes, which are most", { timeout: 300_000 }, async () => {
    const wrong: string[] = [];
    let taken = 0;
    const { rows } = await client.query("SELECT current_setting('server_version_num')::integer AS version");
    for (const path of scripts.filter((each) => rows[0].version >= (CHANGED.get(each) ?? 0))) {
      await wipe(server);
      const text = readFileSync(new URL(path, SCRIPTS), "utf8");
      const outcome = await differences(server, reader, path, text).catch((error: Error) => error);
      if (outcome instanceof Error && outcome.message.startsWith("the server refuses")) continue;
      taken++;
      if (outcome instanceof Error) wrong.push(`${path}: ${outcome.message}`);
      else wrong.push(...outcome.map((line) => `${path}: ${line}`));
    }
    expect(wrong).toEqual([]);
    expect(taken).toBeGreaterThan(scripts.length * 0.8);
  });
});
