import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyOperations } from "../../src/compare/apply-operations.ts";
import { emptySchema } from "../../src/compare/empty-schema.ts";
import { loadSqlReader } from "../../src/load-sql-reader.ts";
import { alterWays } from "../../src/locks/mysql/alter-ways.ts";
import { formOf } from "../../src/locks/mysql/form-of.ts";
import { MysqlSession, mysqlLocks } from "../../src/locks/mysql/mysql-locks.ts";
import type { Engine } from "../../src/model/engine.ts";
import type { Lock } from "../../src/model/lock.ts";
import type { SqlReader } from "../../src/model/sql-reader.ts";
import { type AlterCase, alterCases } from "./mysql-cases.ts";

type Server = {
  readonly product: "mysql" | "mariadb";
  readonly variable: string;
  readonly name: string;
  /** The server's algorithms, each doing no more than the next. Ours tell MariaDB's `NOCOPY` from `INPLACE` by the work. */
  readonly ladder: readonly string[];
};

const servers: readonly Server[] = [
  {
    product: "mariadb",
    variable: "MARIADB_URL",
    name: "MariaDB",
    ladder: ["INSTANT", "NOCOPY", "INPLACE", "COPY"],
  },
  { product: "mysql", variable: "MYSQL_URL", name: "MySQL", ladder: ["INSTANT", "INPLACE", "COPY"] },
];

let reader: SqlReader;
beforeAll(async () => {
  reader = await loadSqlReader({ dialect: "mysql", product: "mariadb", version: undefined });
});

describe.each(servers)("$name", ({ product, variable, name, ladder }) => {
  const url = process.env[variable];
  const title = `does at an ALTER TABLE what the data claims${url === undefined ? ` (skipped: ${variable} names none)` : ""}`;
  const database = `schema_warden_ways_${process.pid}`;
  let server: Connection;
  let version: Engine["version"];

  beforeAll(async () => {
    if (url === undefined) return;
    server = await createConnection({ uri: url, multipleStatements: true });
    await server.query(`CREATE DATABASE ${database}; USE ${database}`);
    version = await versionOf(server, name);
  });
  afterAll(async () => {
    if (url === undefined) return;
    await server.query(`DROP DATABASE ${database}`);
    await server.end();
  });

  it.skipIf(url === undefined).each(alterCases.filter(({ only = product }) => only === product))(
    `${title}: $given $alter`,
    async (one) => {
      const [heaviest] = locksOf(one, product, version).toSorted((left, right) => rung(right) - rung(left));
      if (heaviest === undefined) return expect(await refusal(one, `ALGORITHM=${ladder[0]}`)).toBeUndefined();
      const claimed = ladder.indexOf(algorithmOf(heaviest, ladder));
      const lock = heaviest.mode.includes("SHARED") ? "SHARED" : "NONE";
      // MySQL takes no LOCK beside INSTANT.
      const demands = `ALGORITHM=${ladder[claimed]}${claimed === 0 ? "" : `, LOCK=${lock}`}`;
      expect(await refusal(one, demands)).toBeUndefined();
      if (product === "mysql" && !/\b(?:ENGINE|PARTITION|ROW_FORMAT)\b/.test(one.alter))
        expect(await isWrittenAnew(one, `ALGORITHM=${ladder[claimed]}`)).toBe(heaviest.work === "rewrite");
      if (claimed > 0) {
        expect(await refusal(one, `ALGORITHM=${ladder[claimed - 1]}`)).toMatch(/not supported/i);
      }
      if (lock === "SHARED")
        expect(await refusal(one, `ALGORITHM=${ladder[claimed]}, LOCK=NONE`)).toMatch(/not supported/i);
    },
  );

  /** What the server says against a statement that makes these demands of it. */
  async function refusal(one: AlterCase, demands: string): Promise<string | undefined> {
    await server.query(
      `SET foreign_key_checks = 1; DROP TABLE IF EXISTS t, t2, p; ${tables(one)}; ${one.session ?? "DO 0"}`,
    );
    try {
      await server.query(`ALTER TABLE t ${withDemands(one.alter, demands)}`);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** MySQL gives a table that it writes anew another number. */
  async function isWrittenAnew(one: AlterCase, demands: string): Promise<boolean> {
    const number = async () => {
      const [rows] = await server.query<RowDataPacket[]>(
        "SELECT TABLE_ID id FROM information_schema.INNODB_TABLES WHERE NAME = ?",
        [`${database}/t`],
      );
      return rows[0]?.id;
    };
    await server.query(
      `SET foreign_key_checks = 1; DROP TABLE IF EXISTS t, t2, p; ${tables(one)}; ${one.session ?? "DO 0"}`,
    );
    const before = await number();
    await server.query(`ALTER TABLE t ${withDemands(one.alter, demands)}`);
    return (await number()) !== before;
  }
});

async function versionOf(server: Connection, name: string): Promise<Engine["version"]> {
  const [rows] = await server.query<RowDataPacket[]>("SELECT VERSION() version");
  const version = String(rows[0]?.version);
  if (/mariadb/i.test(version) !== (name === "MariaDB")) throw new Error(`${version} is not ${name}`);
  const [major = 0, minor = 0] = version.split(/[.-]/).map(Number);
  return [major, minor];
}

describe("the data on MySQL's and MariaDB's ways", () => {
  it("is held against a server in every entry", () => {
    const shown = new Set<string | undefined>(alterCases.flatMap((one) => formsOf(one)));
    const unchecked = alterCases.some(({ session }) => session !== undefined) ? ["add foreign key, unchecked"] : [];
    expect(Object.keys(alterWays).filter((form) => !shown.has(form) && !unchecked.includes(form))).toEqual([]);
  });

  it("claims of the servers what their manuals tell apart", () => {
    const modes = (alter: string, product: "mysql" | "mariadb", given = "b varchar(10)") =>
      locksOf({ alter, given }, product).map(({ mode }) => mode);
    expect(modes("MODIFY a int FIRST", "mysql")).toContain("INPLACE, LOCK=NONE");
    expect(modes("MODIFY a int FIRST", "mariadb")).toContain("INSTANT");
    expect(modes("MODIFY b varchar(60)", "mysql")).toContain("INPLACE, LOCK=NONE");
    expect(modes("MODIFY b varchar(100)", "mysql")).toContain("COPY, LOCK=SHARED");
    expect(modes("ADD INDEX (a), ALGORITHM=COPY", "mysql")).toContain("COPY, LOCK=SHARED");
    expect(modes("ADD INDEX (a), LOCK=EXCLUSIVE", "mysql")).toContain("INPLACE, LOCK=EXCLUSIVE");
  });

  it("lets MariaDB copy tables online from 11.2 on", () => {
    const modes = (version: Engine["version"]) =>
      locksOf({ alter: "MODIFY a bigint" }, "mariadb", version).map(({ mode }) => mode);
    expect(modes([10, 11])).toContain("COPY, LOCK=SHARED");
    expect(modes([11, 4])).toContain("COPY, LOCK=NONE");
  });
});

/** `PARTITION BY` closes a statement, so that demands stand before it. */
function withDemands(alter: string, demands: string): string {
  return alter.startsWith("PARTITION BY") ? `${demands} ${alter}` : `${alter}, ${demands}`;
}

function tables({ given = "" }: AlterCase): string {
  const more = given === "" ? "" : `, ${given}`;
  return `CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int${more}) ENGINE=InnoDB`;
}

function stepsOf(one: AlterCase) {
  const read = (sql: string) => {
    const script = reader.readScript({ path: "case.sql", text: sql, transactional: false });
    expect(script.diagnostics, sql).toEqual([]);
    return script.operations;
  };
  const { schema } = applyOperations(emptySchema("mysql", true), read(tables(one)));
  const session = one.session === undefined ? "" : `${one.session};`;
  return applyOperations(schema, read(`${session} ALTER TABLE t ${one.alter};`)).steps;
}

function formsOf(one: AlterCase) {
  return stepsOf(one).flatMap(({ operation, before }) => [
    formOf(operation, before, "mariadb"),
    formOf(operation, before, "mysql"),
  ]);
}

function locksOf(one: AlterCase, product: "mysql" | "mariadb", version?: Engine["version"]): readonly Lock[] {
  const session = new MysqlSession();
  return stepsOf(one).flatMap((step) => {
    session.follow(step.operation);
    const { foreignKeyChecks } = session;
    return mysqlLocks(step, { product, version, foreignKeyChecks, isNew: () => false });
  });
}

function algorithmOf({ mode, work }: Lock, ladder: readonly string[]): string {
  const algorithm = mode.split(",")[0] ?? "";
  return algorithm === "INPLACE" && work !== "rewrite" && ladder.includes("NOCOPY") ? "NOCOPY" : algorithm;
}

/** How much is done: what is written anew by a copy at the top. */
function rung({ mode, work }: Lock): number {
  if (mode === "INSTANT") return 0;
  if (mode.startsWith("COPY")) return 3;
  return work === "rewrite" ? 2 : 1;
}
