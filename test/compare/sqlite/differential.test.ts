import initSqlJs, { type Database } from "sql.js";
import { beforeAll, describe, expect, it } from "vitest";
import { applyOperations } from "../../../src/compare/apply-operations.ts";
import { emptySchema } from "../../../src/compare/empty-schema.ts";
import { loadSqliteReader } from "../../../src/extract/sql/sqlite/reader.ts";
import type { Schema } from "../../../src/model/schema.ts";
import type { SqlReader } from "../../../src/model/sql-reader.ts";
import { schemaToSql } from "../../../src/report/schema-sql.ts";
import { scripts } from "./scripts.ts";

type SqlJs = Awaited<ReturnType<typeof initSqlJs>>;

describe("a schema after applying our operations is what SQLite says after running the script", () => {
  let sqlite: SqlJs;
  let reader: SqlReader;
  beforeAll(async () => {
    [sqlite, reader] = await Promise.all([initSqlJs(), loadSqliteReader()]);
  });

  it.each(Object.entries(scripts))("%s", (_title, text) => {
    const script = reader.readScript({ path: "script.sql", text, transactional: false });
    expect(script.diagnostics.map(({ message }) => message)).toEqual([]);
    const { schema, diagnostics } = applyOperations(emptySchema("sqlite", true), script.operations);
    expect(diagnostics).toEqual([]);
    const again = reader.readScript({ path: "again.sql", text: schemaToSql(schema, reader), transactional: false });
    expect(again.diagnostics.map(({ message }) => message)).toEqual([]);
    expect(describeOurs(applyOperations(emptySchema("sqlite", true), again.operations).schema)).toEqual(
      describeOurs(schema),
    );
    const database = new sqlite.Database();
    for (const statement of script.statements) database.run(statement.text);
    expect(describeOurs(schema)).toEqual(describeServer(database, reader));
    database.close();
  });
});

function describeOurs(schema: Schema): string[] {
  const lines = [...schema.tables.values()].flatMap(({ name: { name }, columns, constraints, indexes }) => [
    ...columns.map((column, at) => {
      const value = column.default === undefined ? "" : ` default ${column.default.meaning}`;
      return `${name}.${column.name} #${at} ${column.type?.meaning ?? ""} ${column.nullable ? "null" : "not null"}${value}`;
    }),
    ...constraints.flatMap((each) => {
      if (each.kind === "primary-key") return [`${name} key (${each.columns.join(", ")})`];
      if (each.kind === "unique") return [`${name} unique (${each.columns.join(", ")})`];
      if (each.kind !== "foreign-key") return [];
      const { columns: from, references, onDelete, onUpdate } = each;
      return [`${name} fk (${from.join(", ")}) -> ${references.table.name} ${onDelete} ${onUpdate}`];
    }),
    ...indexes.map(({ name: index, unique, elements, where }) => {
      const list = elements.map(({ column }) => column ?? "()").join(", ");
      return `${name} ${unique ? "unique " : ""}index ${index} (${list})${where === undefined ? "" : " partial"}`;
    }),
  ]);
  const views = [...schema.views.values()].map(({ name }) => `view ${name.name}`);
  return [...lines, ...views].sort();
}

type Row = Readonly<Record<string, unknown>>;

function rowsOf(database: Database, sql: string): readonly Row[] {
  const [result] = database.exec(sql);
  return (result?.values ?? []).map((values) =>
    Object.fromEntries(values.map((value, at) => [result?.columns[at] ?? "", value])),
  );
}

function describeServer(database: Database, reader: SqlReader): string[] {
  const lines: string[] = [];
  const tables = rowsOf(
    database,
    "SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'",
  );
  for (const { name: written, type } of tables) {
    const name = String(written).toLowerCase();
    if (type === "view") lines.push(`view ${name}`);
    else lines.push(...columnsOf(database, written, name, reader), ...keysOf(database, written, name));
  }
  return lines.sort();
}

function columnsOf(database: Database, written: unknown, name: string, reader: SqlReader): readonly string[] {
  const columns = rowsOf(database, `PRAGMA table_xinfo("${String(written)}")`);
  const key = columns.filter(({ pk }) => Number(pk) > 0).sort((left, right) => Number(left.pk) - Number(right.pk));
  const lines = columns.map((column) => {
    const type = String(column.type);
    const isKey = Number(column.pk) > 0;
    const value = column.dflt_value;
    const shown =
      value === null || String(value).toUpperCase() === "NULL"
        ? ""
        : ` default ${reader.readExpression(String(value))?.meaning}`;
    // SQLite lets NULL into keys, by an old mistake that it keeps; nobody means it.
    const nullable = Number(column.notnull) === 0 && !isKey ? "null" : "not null";
    return `${name}.${String(column.name).toLowerCase()} #${column.cid} ${reader.readType(type)?.meaning ?? type} ${nullable}${shown}`;
  });
  return key.length === 0
    ? lines
    : [...lines, `${name} key (${key.map((each) => String(each.name).toLowerCase()).join(", ")})`];
}

function keysOf(database: Database, written: unknown, name: string): readonly string[] {
  const lines: string[] = [];
  for (const index of rowsOf(database, `PRAGMA index_list("${String(written)}")`)) {
    const columns = rowsOf(database, `PRAGMA index_info("${String(index.name)}")`)
      .map((each) => (each.name === null ? "()" : String(each.name).toLowerCase()))
      .join(", ");
    if (index.origin === "u") lines.push(`${name} unique (${columns})`);
    if (index.origin !== "c") continue;
    const unique = index.unique ? "unique " : "";
    lines.push(
      `${name} ${unique}index ${String(index.name).toLowerCase()} (${columns})${index.partial ? " partial" : ""}`,
    );
  }
  const keys = new Map<unknown, Row[]>();
  for (const row of rowsOf(database, `PRAGMA foreign_key_list("${String(written)}")`))
    keys.set(row.id, [...(keys.get(row.id) ?? []), row]);
  for (const rows of keys.values()) {
    const from = rows.map((row) => String(row.from).toLowerCase()).join(", ");
    const actions = [rows[0]?.on_delete, rows[0]?.on_update].map((each) => String(each).toLowerCase());
    lines.push(`${name} fk (${from}) -> ${String(rows[0]?.table).toLowerCase()} ${actions.join(" ")}`);
  }
  return lines;
}
