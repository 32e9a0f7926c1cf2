import { createConnection } from "mysql2/promise";
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

const DATABASE = "schema_warden_ways";
const url = process.env.MARIADB_URL;
const title = "what MariaDB does at an ALTER TABLE is what the data claims";

/** MariaDB's algorithms, each doing no more than the next. Ours tell `NOCOPY` from `INPLACE` by the work. */
const ladder = ["INSTANT", "NOCOPY", "INPLACE", "COPY"] as const;

let reader: SqlReader;
beforeAll(async () => {
  reader = await loadSqlReader({ dialect: "mysql", product: "mariadb", version: undefined });
});

describe.skipIf(url === undefined)(url === undefined ? `${title} (skipped: MARIADB_URL names none)` : title, () => {
  let server: Awaited<ReturnType<typeof createConnection>>;

  beforeAll(async () => {
    server = await createConnection({ uri: url ?? "", multipleStatements: true });
    await server.query(`DROP DATABASE IF EXISTS ${DATABASE}; CREATE DATABASE ${DATABASE}; USE ${DATABASE}`);
  });
  afterAll(async () => {
    await server.query(`DROP DATABASE ${DATABASE}`);
    await server.end();
  });

  it.each(alterCases)("$session $given: $alter", async (one) => {
    const [heaviest] = locksOf(one, "mariadb").toSorted((left, right) => rung(right) - rung(left));
    if (heaviest === undefined) throw new Error("the data claims nothing");
    const claimed = rung(heaviest);
    const lock = heaviest.mode.includes("SHARED") ? "SHARED" : "NONE";
    expect(await refusal(one, `ALGORITHM=${ladder[claimed]}, LOCK=${lock}`)).toBeUndefined();
    if (claimed > 0) {
      expect(await refusal(one, `ALGORITHM=${ladder[claimed - 1]}`)).toMatch(/is not supported|not supported/i);
    }
    if (lock === "SHARED") expect(await refusal(one, "LOCK=NONE")).toMatch(/not supported/i);
  });

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
});

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
  return stepsOf(one).map(({ operation, before }) => formOf(operation, before, "mariadb"));
}

function locksOf(one: AlterCase, product: "mysql" | "mariadb", version?: Engine["version"]): readonly Lock[] {
  const session = new MysqlSession();
  return stepsOf(one).flatMap((step) => {
    session.follow(step.operation);
    const { foreignKeyChecks } = session;
    return mysqlLocks(step, { product, version, foreignKeyChecks, isNew: () => false });
  });
}

function rung({ mode, work }: Lock): number {
  if (mode === "INSTANT") return 0;
  if (mode.startsWith("COPY")) return 3;
  return work === "rewrite" ? 2 : 1;
}
