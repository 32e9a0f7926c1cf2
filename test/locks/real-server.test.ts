import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import type { Server } from "../compare/server.ts";
import { type OutsideCase, outsideCases } from "./cases.ts";
import { claimed } from "./claims.ts";
import { begin, cleanUp, prepare, proveCases } from "./lock-proofs.ts";
import { wordsOf } from "./observe.ts";

const DATABASE = "schema_warden_locks";
const url = process.env.POSTGRES_URL;
const title = "locks and work on a PostgreSQL server are what the data claims";

describe.skipIf(url === undefined)(url === undefined ? `${title} (skipped: POSTGRES_URL names none)` : title, () => {
  let admin: pg.Client;
  let client: pg.Client;
  let server: Server;
  let major: number;
  const connect = async () => {
    const one = new pg.Client({
      connectionString: Object.assign(new URL(url ?? ""), { pathname: `/${DATABASE}` }).href,
    });
    await one.connect();
    return one;
  };

  beforeAll(async () => {
    admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await admin.query(`DROP DATABASE IF EXISTS ${DATABASE}`);
    await admin.query(`CREATE DATABASE ${DATABASE}`);
    client = await connect();
    server = { exec: (sql) => client.query(sql), query: (sql) => client.query(sql) };
    major = await prepare(server);
  });
  afterAll(async () => {
    await cleanUp(server, major);
    await client.end();
    await admin.query(`DROP DATABASE ${DATABASE}`);
    await admin.end();
  });

  proveCases(() => ({ server, major }));

  it.each(outsideCases)("$sql", async (one) => {
    const claims = claimed(one, await loadPostgresReader());
    expect(claims.work).toBe(one.work);
    await begin(server, one);
    if (major < (one.since ?? 0)) {
      await expect(client.query(one.sql)).rejects.toThrow();
      return;
    }
    await expect(client.query(`BEGIN; ${one.sql}; COMMIT`)).rejects.toThrow(/transaction block|cannot be executed/);
    await client.query("ROLLBACK");
    expect(claims.locks).toMatchObject(one.locks);
    expect(await seenWhileWaiting(one, client, connect)).toEqual(one.locks);
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
