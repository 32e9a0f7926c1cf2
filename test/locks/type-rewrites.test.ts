import { PGlite } from "@electric-sql/pglite";
import { citext } from "@electric-sql/pglite/contrib/citext";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyOperations } from "../../src/compare/apply-operations.ts";
import { emptySchema } from "../../src/compare/empty-schema.ts";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import { steadyFunctions, volatileFunctions } from "../../src/locks/postgresql/builtin-functions.ts";
import { typeRewrite } from "../../src/locks/postgresql/rewrites.ts";
import type { DataType } from "../../src/model/expression.ts";
import type { Schema } from "../../src/model/schema.ts";
import type { SqlReader } from "../../src/model/sql-reader.ts";
import type { Server } from "../compare/server.ts";
import { describeServers, ownDatabase, severalServers } from "../postgres-servers.ts";

const domains = `CREATE DOMAIN d_text AS text; CREATE DOMAIN d_short AS varchar(10); CREATE DOMAIN d_checked AS text CHECK (VALUE <> '');
CREATE DOMAIN d_required AS integer NOT NULL; CREATE DOMAIN d_nested AS d_checked; CREATE TYPE e1 AS ENUM ('a'); CREATE TYPE e2 AS ENUM ('a');`;

const types =
  `smallint, integer, bigint, oid, regclass, numeric, numeric(10,2), numeric(12,2), numeric(12,4), real, double precision, text, varchar, varchar(10), varchar(20), char(5),
char(10), bpchar, citext, xml, bit(4), bit(8), varbit, varbit(8), varbit(16), timestamp, timestamp(3), timestamp(0), timestamptz, timestamptz(3), time, time(3), timetz, timetz(2),
interval, interval(3), interval day to second, interval day to second(3), interval hour, interval second(2), interval year, date, inet, cidr, json, jsonb, uuid, bytea, boolean, text[],
varchar[], varchar(10)[], varchar(20)[], numeric(10,2)[], integer[], bigint[], d_text, d_short, d_checked, d_required, d_nested, e1, e2, money`.split(
    /,\s*(?![^(]*\))/,
  );

type Opened = { readonly server: Server; readonly major: number; readonly close: () => Promise<void> };

describe("on the embedded PostgreSQL", () => {
  proofs(async () => {
    const db = await PGlite.create({ extensions: { citext } });
    return { server: db, major: 18, close: () => db.close() };
  });
});

// Some seconds for each server: with one of them the embedded PostgreSQL is enough.
if (severalServers) {
  describeServers("on a PostgreSQL server", (url) => {
    proofs(async () => {
      const { server, version, drop } = await ownDatabase(url, "schema_warden_types");
      return { server, major: Math.trunc(version / 10_000), close: drop };
    });
  });
}

function proofs(open: () => Promise<Opened>): void {
  let opened: Opened;
  let reader: SqlReader;
  let schema: Schema;

  beforeAll(async () => {
    reader = await loadPostgresReader();
    opened = await open();
    await opened.server.exec(`CREATE EXTENSION citext; ${domains} SET timezone = 'Europe/Berlin'`);
    schema = applied(emptySchema("postgresql", true), domains, reader);
  });
  afterAll(() => opened.close());

  it("tells of every change between two types whether the server rewrites the table, rebuilds the index, or neither", {
    timeout: 300_000,
  }, async () => {
    const { server } = opened;
    const wrong: string[] = [];
    let taken = 0;
    for (const from of types) {
      await server.exec(`DROP TABLE IF EXISTS t; CREATE TABLE t (x ${from})`);
      const isIndexed = await succeeds(server, "CREATE INDEX i ON t (x)");
      for (const to of types) {
        const seen = await changeOfType(server, to);
        if (seen === undefined) continue;
        taken++;
        const [old, next] = [typeOf(from, schema, reader), typeOf(to, schema, reader)];
        const ours = typeRewrite(old, next, schema);
        if (ours !== seen && !(ours === "reindex" && !isIndexed))
          wrong.push(`${from} → ${to}: the server does ${seen}, not ${ours}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(taken).toBeGreaterThan(1_500);
  });

  it("knows of each function of the server whether it is volatile", async () => {
    const { rows } = await opened.server.query(
      "SELECT proname AS name, bool_or(provolatile = 'v') AS volatile FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace GROUP BY proname",
    );
    const known = rows as readonly { readonly name: string; readonly volatile: boolean }[];
    const isVolatile = new Map(known.map(({ name, volatile }) => [name, volatile]));
    const wrong = [...steadyFunctions].filter((name) => isVolatile.get(name) === true);
    // Of a time with its zone alone, and nobody adds a column with such a default.
    expect(wrong).toEqual(opened.major < 15 ? ["timezone"] : []);
    expect([...volatileFunctions].filter((name) => isVolatile.get(name) === false)).toEqual([]);
    if (opened.major === 18) expect([...steadyFunctions].filter((name) => !isVolatile.has(name))).toEqual([]);
  });
}

/** `undefined` where the server knows no way from the one type to the other. */
async function changeOfType(server: Server, to: string): Promise<"none" | "reindex" | "rewrite" | undefined> {
  const nodes = async () => {
    const { rows } = await server.query(
      "SELECT pg_relation_filenode('t') AS t, pg_relation_filenode(to_regclass('i')) AS i",
    );
    return rows[0] as { readonly t: number; readonly i: number } | undefined;
  };
  const before = await nodes();
  await server.exec("BEGIN; SAVEPOINT s");
  const isChanged =
    (await succeeds(server, `ALTER TABLE t ALTER x TYPE ${to}`)) ||
    (await succeeds(server, `ROLLBACK TO s; ALTER TABLE t ALTER x TYPE ${to} USING x::${to}`));
  const after = isChanged ? await nodes() : undefined;
  await server.exec("ROLLBACK");
  if (before === undefined || after === undefined) return undefined;
  return before.t !== after.t ? "rewrite" : before.i !== after.i ? "reindex" : "none";
}

function succeeds(server: Server, sql: string): Promise<boolean> {
  return server.exec(sql).then(
    () => true,
    () => false,
  );
}

function typeOf(text: string, schema: Schema, reader: SqlReader): DataType {
  const type = applied(schema, `CREATE TABLE typed (x ${text})`, reader).tables.get("typed")?.columns[0]?.type;
  if (type === undefined) throw new Error(`${text} is no type`);
  return type;
}

function applied(before: Schema, text: string, reader: SqlReader): Schema {
  return applyOperations(before, reader.readScript({ path: "types.sql", text, transactional: false }).operations)
    .schema;
}
