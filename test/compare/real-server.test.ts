import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import type { SqlReader } from "../../src/model/sql-reader.ts";
import { describeServers, type OwnDatabase, ownDatabase } from "../postgres-servers.ts";
import { differences, wipe } from "./server.ts";

const SCRIPTS = new URL("scripts/", import.meta.url);
const scripts = readdirSync(SCRIPTS, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".sql"));
const ROLES = ["app_reader", "app_writer", "app_owner"];
/** What came out otherwise before a release, `server_version_num`. */
const CHANGED = new Map([
  // ADD COLUMN IF NOT EXISTS … UNIQUE made a second constraint where the column was there.
  ["columns/add-if-not-exists.sql", 130_000],
  ["guards/twice-all.sql", 130_000],
  // SIMILAR TO was another function, and EXTRACT was date_part.
  ["constraints/check-casts-and-precedence.sql", 130_000],
  ["tables/default-expressions.sql", 140_000],
  ["views/column-names-of-expressions.sql", 140_000],
  ["partitions/identity.sql", 170_000],
]);

/** Older servers refuse what newer ones have learned; what they take must come out alike. */
describeServers("the same on a PostgreSQL server", (url) => {
  let own: OwnDatabase;
  let reader: SqlReader;

  beforeAll(async () => {
    reader = await loadPostgresReader();
    own = await ownDatabase(url, "schema_warden_test");
    for (const role of ROLES)
      await own.server.exec(`DO $$ BEGIN CREATE ROLE ${role}; EXCEPTION WHEN duplicate_object THEN NULL; END $$`);
  });
  afterAll(() => own.drop());

  it("agrees on every script that the server takes, which are most", { timeout: 300_000 }, async () => {
    const wrong: string[] = [];
    let taken = 0;
    for (const path of scripts.filter((each) => own.version >= (CHANGED.get(each) ?? 0))) {
      await wipe(own.server);
      const text = readFileSync(new URL(path, SCRIPTS), "utf8");
      const outcome = await differences(own.server, reader, path, text).catch((error: Error) => error);
      if (outcome instanceof Error && outcome.message.startsWith("the server refuses")) continue;
      taken++;
      if (outcome instanceof Error) wrong.push(`${path}: ${outcome.message}`);
      else wrong.push(...outcome.map((line) => `${path}: ${line}`));
    }
    expect(wrong).toEqual([]);
    expect(taken).toBeGreaterThan(scripts.length * 0.8);
  });
});
