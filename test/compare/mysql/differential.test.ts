import { readdirSync, readFileSync } from "node:fs";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyOperations } from "../../../src/compare/apply-operations.ts";
import { emptySchema } from "../../../src/compare/empty-schema.ts";
import { loadMysqlReader } from "../../../src/extract/sql/mysql/reader.ts";
import type { SqlReader } from "../../../src/model/sql-reader.ts";
import { schemaToSql } from "../../../src/report/schema-sql.ts";
import { describeSchema } from "./describe-schema.ts";

const SCRIPTS = new URL("scripts/", import.meta.url);
const scripts = readdirSync(SCRIPTS).filter((path) => path.endsWith(".sql"));
const url = process.env.MARIADB_URL;
const title =
  "a schema after applying our operations is what MariaDB's information_schema says after running the script";

describe.skipIf(url === undefined)(url === undefined ? `${title} (skipped: MARIADB_URL names none)` : title, () => {
  const database = `schema_warden_${process.pid}`;
  let server: Connection;
  let reader: SqlReader;

  beforeAll(async () => {
    reader = await loadMysqlReader("mariadb");
    server = await createConnection({ uri: url ?? "" });
  });
  afterAll(async () => {
    await server.query(`DROP DATABASE IF EXISTS ${database}`);
    await server.end();
  });

  it.each(scripts)("%s", async (path) => {
    const text = readFileSync(new URL(path, SCRIPTS), "utf8");
    const script = reader.readScript({ path, text, transactional: false });
    expect(script.diagnostics.map(({ message }) => message)).toEqual([]);
    const { schema, diagnostics } = applyOperations(emptySchema("mysql", true), script.operations, reader);
    expect(diagnostics).toEqual([]);
    const again = reader.readScript({ path, text: schemaToSql(schema, reader), transactional: false });
    expect(again.diagnostics.map(({ message }) => message)).toEqual([]);
    const { schema: same } = applyOperations(emptySchema("mysql", true), again.operations, reader);
    expect(describeSchema(same, reader)).toEqual(describeSchema(schema, reader));
    await server.query(`DROP DATABASE IF EXISTS ${database}`);
    await server.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
    await server.query(`USE ${database}`);
    // As the reader splits it, which is thereby held against the server, too.
    for (const statement of script.statements) await server.query(statement.text);
    const indexes = [...schema.tables.values()].flatMap(({ name, indexes }) =>
      indexes.map((index) => `${name.name}.${index.name}`),
    );
    expect(describeSchema(schema, reader)).toEqual(await describeServer(server, database, reader, new Set(indexes)));
  });
});

/** `asked` are indexes that a script makes itself. */
async function describeServer(
  server: Connection,
  database: string,
  reader: SqlReader,
  asked: ReadonlySet<string>,
): Promise<string[]> {
  const rows = async (sql: string) => (await server.query<RowDataPacket[]>(sql, [database]))[0];
  const lines: string[] = [];
  const views = new Map<string, string[]>();
  const columns = await rows(
    `SELECT c.*, t.TABLE_TYPE FROM information_schema.COLUMNS c JOIN information_schema.TABLES t USING (TABLE_SCHEMA, TABLE_NAME)
     WHERE c.TABLE_SCHEMA = ? ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION`,
  );
  for (const row of columns) {
    const column = String(row.COLUMN_NAME).toLowerCase();
    if (row.TABLE_TYPE === "VIEW") views.set(row.TABLE_NAME, [...(views.get(row.TABLE_NAME) ?? []), column]);
    else lines.push(columnLine(row, column, reader));
  }
  for (const [view, names] of views) lines.push(`view ${view} (${names.join(", ")})`);
  const foreign = await foreignKeys(rows);
  lines.push(...foreign.map(({ line }) => line), ...(await keys(rows, foreign, asked)));
  const checks = await rows(
    "SELECT * FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = ? AND LEVEL = 'Table'",
  );
  for (const row of checks) lines.push(`${row.TABLE_NAME} check ${String(row.CONSTRAINT_NAME).toLowerCase()}`);
  return lines.sort();
}

function columnLine(row: RowDataPacket, column: string, reader: SqlReader): string {
  const { TABLE_NAME: table, COLUMN_TYPE: type, COLUMN_DEFAULT: value, EXTRA: extra, ORDINAL_POSITION: at } = row;
  const meaning = reader.readType(String(type))?.meaning ?? String(type);
  const isNone = value === null || value === "NULL";
  const shown = isNone ? "" : ` default ${reader.readExpression(String(value))?.meaning ?? String(value)}`;
  const auto = /auto_increment/.test(extra) ? " auto_increment" : "";
  const generated = /STORED/.test(extra) ? " stored" : /VIRTUAL/.test(extra) ? " virtual" : "";
  const nullable = row.IS_NULLABLE === "YES" ? "null" : "not null";
  return `${table}.${column} #${Number(at) - 1} ${meaning} ${nullable}${shown}${auto}${generated}`;
}

type Rows = (sql: string) => Promise<RowDataPacket[]>;
type Foreign = { readonly table: string; readonly name: string; readonly columns: string; readonly line: string };

async function foreignKeys(rows: Rows): Promise<readonly Foreign[]> {
  const found = await rows(
    `SELECT k.TABLE_NAME t, k.CONSTRAINT_NAME n, GROUP_CONCAT(k.COLUMN_NAME ORDER BY k.ORDINAL_POSITION SEPARATOR ', ') c,
       MAX(k.REFERENCED_TABLE_NAME) rt, GROUP_CONCAT(k.REFERENCED_COLUMN_NAME ORDER BY k.ORDINAL_POSITION SEPARATOR ', ') rc,
       MAX(r.DELETE_RULE) d, MAX(r.UPDATE_RULE) u
     FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r
       ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME
     WHERE k.TABLE_SCHEMA = ? AND k.REFERENCED_TABLE_NAME IS NOT NULL GROUP BY k.TABLE_NAME, k.CONSTRAINT_NAME`,
  );
  const action = (text: string) => text.toLowerCase().replace("restrict", "no action");
  return found.map(({ t, n, c, rt, rc, d, u }) => ({
    table: t,
    name: n,
    columns: c,
    line: `${t} fk ${String(n).toLowerCase()} (${c}) -> ${rt} (${rc}) ${action(d)} ${action(u)}`,
  }));
}

/** Keys and indexes, without those that a foreign key made for itself: to us they are the foreign key. */
async function keys(rows: Rows, foreign: readonly Foreign[], asked: ReadonlySet<string>): Promise<readonly string[]> {
  const found = await rows(
    `SELECT TABLE_NAME t, INDEX_NAME n, MAX(NON_UNIQUE) nu, MAX(INDEX_TYPE) ty,
       GROUP_CONCAT(CONCAT(LOWER(COLUMN_NAME), IF(SUB_PART IS NULL OR INDEX_TYPE = 'FULLTEXT', '', CONCAT('(', SUB_PART, ')'))) ORDER BY SEQ_IN_INDEX SEPARATOR ', ') c
     FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? GROUP BY TABLE_NAME, INDEX_NAME`,
  );
  return found.flatMap(({ t, n, nu, ty, c }) => {
    const isOwn = (key: Foreign) => key.table === t && key.columns === c && (key.name === n || /_ibfk_/.test(key.name));
    if (Number(nu) === 1 && foreign.some(isOwn) && !asked.has(`${t}.${n}`)) return [];
    const kind = Number(nu) === 0 ? "unique" : ty === "FULLTEXT" ? "fulltext" : "index";
    return [`${t} ${kind} ${String(n).toLowerCase()} (${c})`];
  });
}
