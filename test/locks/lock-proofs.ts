import { expect, it } from "vitest";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import type { Server } from "../compare/server.ts";
import { type LockCase, lockCases, shop } from "./cases.ts";
import { claimed } from "./claims.ts";
import { observe } from "./observe.ts";
import { refusedCases } from "./refused-cases.ts";

const SPACE = "schema_warden_space";

/** Makes what outlives a database, and a time zone in which a moment and a local time are two things. */
export async function prepare(server: Server): Promise<number> {
  await server.exec("SET client_min_messages = error");
  await server.exec("SET timezone = 'Europe/Berlin'");
  const { rows } = await server.query("SELECT current_setting('server_version_num')::integer / 10000 AS major");
  const [{ major }] = rows as [{ major: number }];
  if (major < 15) return major;
  await server.exec("SET allow_in_place_tablespaces = on");
  await server.exec(`DROP TABLESPACE IF EXISTS ${SPACE}`);
  await server.exec(`CREATE TABLESPACE ${SPACE} LOCATION ''`);
  return major;
}

/** Takes away what `prepare` made. */
export async function cleanUp(server: Server, major: number): Promise<void> {
  await wipe(server);
  if (major >= 15) await server.exec(`DROP TABLESPACE ${SPACE}`);
}

/** The tables of the cases anew, and what a case has besides. */
export async function begin(
  server: Server,
  { given = "", unseen = "" }: Pick<LockCase, "given" | "unseen">,
): Promise<void> {
  await wipe(server);
  await server.exec(`CREATE SCHEMA public; ${shop}; ${given}; ${unseen}`);
}

async function wipe(server: Server): Promise<void> {
  await server.exec(
    "DROP SCHEMA IF EXISTS public CASCADE; DROP SCHEMA IF EXISTS other CASCADE; DROP ACCESS METHOD IF EXISTS h2 CASCADE",
  );
}

/** How servers refuse what they do not know yet, or not for partitioned tables. */
const unheardOf = /syntax error|partitioned table/;

/** What rules call impossible is refused by the server, for the reason that they give. */
export function proveRefusals(serverOf: () => { readonly server: Server; readonly major: number }): void {
  it.each(refusedCases)("refuses: $given; $sql", async (one) => {
    const { server, major } = serverOf();
    const outcome = begin(server, one).then(() => server.exec(one.sql));
    if (major >= (one.until ?? Number.POSITIVE_INFINITY)) await outcome;
    else await expect(outcome).rejects.toThrow(major < (one.since ?? 0) ? unheardOf : one.message);
  });
}

/** What `transaction-nested` says: the first COMMIT ends the outer transaction. */
export function proveNesting(serverOf: () => { readonly server: Server }): void {
  it("nests no transactions", async () => {
    const { server } = serverOf();
    await begin(server, {});
    for (const sql of ["BEGIN", "DELETE FROM k", "BEGIN", "DROP TABLE k", "COMMIT", "DROP VIEW v", "ROLLBACK"])
      await server.exec(sql);
    const { rows } = await server.query("SELECT to_regclass('k') AS k, to_regclass('v') AS v");
    expect(rows).toEqual([{ k: null, v: null }]);
  });
}

/** What `enum-value-used-in-same-transaction` says: a new value may be added in a transaction from version 12 on, and not be used in it. */
export function proveEnumValues(serverOf: () => { readonly server: Server; readonly major: number }): void {
  it("lets a transaction add a value to a type, and use it from version 17 on if the type is its own", async () => {
    const { server, major } = serverOf();
    await begin(server, { given: "CREATE TYPE e AS ENUM ('a')" });
    if (major < 12) {
      await expect(server.exec("BEGIN; ALTER TYPE e ADD VALUE 'b'")).rejects.toThrow(/inside a transaction block/);
      await server.exec("ROLLBACK");
      return;
    }
    await server.exec("BEGIN; ALTER TYPE e ADD VALUE 'b'");
    await expect(server.exec("SELECT 'b'::e")).rejects.toThrow(/unsafe use of new value/);
    await server.exec("ROLLBACK");
    await server.exec("BEGIN; CREATE TYPE f AS ENUM ('a'); ALTER TYPE f ADD VALUE 'b'");
    const used = server.exec("SELECT 'b'::f");
    await (major < 17 ? expect(used).rejects.toThrow(/unsafe use of new value/) : used);
    await server.exec("ROLLBACK");
  });
}

/** One test for each case: what is expected, what our data claims and what the server does are one. */
export function proveCases(serverOf: () => { readonly server: Server; readonly major: number }): void {
  it.each(
    lockCases.map((one) => ({
      one,
      name: [one.given, one.unseen, one.sql].filter((sql) => sql !== undefined).join("; "),
    })),
  )("$name", async ({ one }) => {
    await prove(one, serverOf());
  });
}

async function prove(
  one: LockCase,
  { server, major }: { readonly server: Server; readonly major: number },
): Promise<void> {
  const reader = await loadPostgresReader();
  const claims = claimed(one, reader, major);
  const older = one.older?.find(({ from = 0, before }) => major >= from && major < before);
  const expected = Object.entries({ ...one.locks, ...older?.locks });
  expect(claims).toEqual({
    locks: Object.fromEntries(expected.filter(([, mode]) => mode !== undefined)),
    work: older?.work ?? one.work,
  });
  if (major < (one.since ?? 0)) {
    await expect(begin(server, one).then(() => observe(server, one.sql))).rejects.toThrow();
    return;
  }
  await begin(server, one);
  const seen = await observe(server, one.sql);
  expect(one.workUnseen === true ? { ...seen, work: claims.work } : seen).toEqual({
    ...claims,
    work: (older?.work === undefined ? one.unless : undefined) ?? older?.does ?? claims.work,
  });
}
