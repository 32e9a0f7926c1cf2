import type pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import { describeServers, type OwnDatabase, ownDatabase } from "../postgres-servers.ts";
import { type OutsideCase, outsideCases } from "./cases.ts";
import { claimed } from "./claims.ts";
import { begin, cleanUp, prepare, proveCases, proveEnumValues, proveNesting, proveRefusals } from "./lock-proofs.ts";
import { wordsOf } from "./observe.ts";

describeServers("locks and work on a PostgreSQL server are what the data claims", (url) => {
  let own: OwnDatabase;
  let client: pg.Client;
  let major: number;

  beforeAll(async () => {
    own = await ownDatabase(url, "schema_warden_locks");
    client = await own.connect();
    major = await prepare(own.server);
  });
  afterAll(async () => {
    await cleanUp(own.server, major);
    await client.end();
    await own.drop();
  });

  proveCases(() => ({ server: own.server, major }));
  proveRefusals(() => ({ server: own.server, major }));
  proveNesting(() => own);
  proveEnumValues(() => ({ server: own.server, major }));

  it.each(outsideCases)("$sql", async (one) => {
    const claims = claimed(one, await loadPostgresReader(), major);
    expect(claims.work).toBe(one.work);
    await begin(own.server, one);
    if (major < (one.since ?? 0)) {
      await expect(client.query(one.sql)).rejects.toThrow();
      return;
    }
    await expect(client.query(`BEGIN; ${one.sql}; COMMIT`)).rejects.toThrow(/transaction block|cannot be executed/);
    await client.query("ROLLBACK");
    expect(claims.locks).toMatchObject(one.locks);
    expect(await seenWhileWaiting(one, client, own.connect)).toEqual(one.locks);
  });
});

/** The table locks that a statement holds or asks for while another session stands in its way. */
async function seenWhileWaiting(
  { sql, blockedBy, locks }: OutsideCase,
  client: pg.Client,
  connect: () => Promise<pg.Client>,
): Promise<Readonly<Record<string, string>>> {
  const [blocker, watcher] = [await connect(), await connect()];
  await blocker.query(`BEGIN; ${blockedBy}`);
  const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
  const running = client.query(sql);
  try {
    for (;;) {
      const waiting = await watcher.query("SELECT 1 FROM pg_locks WHERE pid = $1 AND NOT granted", [rows[0].pid]);
      if (waiting.rows.length > 0) break;
    }
    const held = await watcher.query(
      `SELECT c.relname, l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE l.pid = $1 AND c.relname = ANY ($2)`,
      [rows[0].pid, Object.keys(locks)],
    );
    return Object.fromEntries(held.rows.map(({ relname, mode }) => [relname, wordsOf(mode)]));
  } finally {
    await blocker.query("COMMIT");
    await running;
    await Promise.all([blocker.end(), watcher.end()]);
  }
}
