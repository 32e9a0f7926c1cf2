import pg from "pg";
import { describe } from "vitest";
import type { Server } from "./compare/server.ts";

const { POSTGRES_URLS, POSTGRES_URL } = process.env;
const urls = (POSTGRES_URLS ?? POSTGRES_URL ?? "").split(",").flatMap((url) => (url.trim() === "" ? [] : [url.trim()]));

/** Whether there is any to test on. */
export const hasServers = urls.length > 0;

/** Whether they are there for the sake of comparing them. */
export const severalServers = urls.length > 1;

/** Tests for each PostgreSQL server that may be used: those that `POSTGRES_URLS` lists with commas between them, or the one of `POSTGRES_URL`. */
export function describeServers(title: string, tests: (url: string) => void): void {
  if (!hasServers) describe.skip(`${title} (skipped: POSTGRES_URL names none)`, () => tests(""));
  for (const url of urls) describe(`${title} (${new URL(url).host})`, () => tests(url));
}

/** An empty database that a test has for itself. */
export type OwnDatabase = {
  readonly server: Server;
  /** As `server_version_num` has it: 150004. */
  readonly version: number;
  /** Another session. Who asked for it ends it. */
  readonly connect: () => Promise<pg.Client>;
  readonly drop: () => Promise<void>;
};

/** Makes the database anew on the server of the address. */
export async function ownDatabase(url: string, name: string): Promise<OwnDatabase> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${name}`);
  await admin.query(`CREATE DATABASE ${name}`);
  const connect = async () => {
    const client = new pg.Client({ connectionString: Object.assign(new URL(url), { pathname: `/${name}` }).href });
    await client.connect();
    return client;
  };
  const client = await connect();
  const { rows } = await client.query("SELECT current_setting('server_version_num')::integer AS version");
  return {
    server: { exec: (sql) => client.query(sql), query: (sql) => client.query(sql) },
    version: rows[0].version,
    connect,
    drop: async () => {
      await client.end();
      await admin.query(`DROP DATABASE ${name}`);
      await admin.end();
    },
  };
}
