import { describe, expect, test } from "vitest";
import { readSqlContract } from "../../src/contract/read-sql-contract.ts";
import { columnsOf, databaseContract, fixture, sql, tableT, withTables } from "./reading.ts";

describe("what a regular-expression checker of these files got wrong", () => {
  test("the schema of a qualified name is no table", () => {
    const contract = withTables("### Table: public.orders\n\n```sql\nCREATE TABLE public.orders (id int);\n```\n");
    expect([...contract.tables.keys()]).toEqual(["orders"]);
    expect(contract.tables.get("orders")?.ddl?.script.operations).toMatchObject([
      { kind: "create-table", table: { schema: undefined, name: "orders" } },
    ]);
  });

  test("a table inside a SQL comment is none", () => {
    const read = tableT(
      "```sql\n-- CREATE TABLE ghosts (id int);\nCREATE TABLE t (id int);\n/* CREATE TABLE spirits (id int); */\n```",
    );
    expect(
      read.ddl?.script.operations.map((operation) =>
        operation.kind === "create-table" ? operation.table.name : operation.kind,
      ),
    ).toEqual(["t"]);
  });

  test("a quoted name is seen, capitals and all", () => {
    const contract = withTables(
      '### Table: Invoices\n\n```sql\nCREATE TABLE "Invoices" ("Id" int);\n```\n\n| Column | Type |\n|---|---|\n| Id | INT |\n',
    );
    expect([...contract.tables.keys()]).toEqual(["Invoices"]);
    expect(contract.tables.get("Invoices")?.columns?.[0]?.name).toBe("Id");
    expect([...withTables('### Table: "Invoices"\n').tables.keys()]).toEqual(["Invoices"]);
  });

  test("the example table `users` is not demanded, nor promised", () => {
    expect(databaseContract(fixture("template.md")).tables.has("users")).toBe(false);
    expect(databaseContract(fixture("clinic.md")).tables.has("users")).toBe(false);
  });

  test("NUMERIC(10,2) is not split at its comma", () => {
    expect(
      columnsOf(
        "| Column | Type | Nullable |\n|---|---|---|\n| a | NUMERIC(10,2) | NO |\n| `b`, `c` | NUMERIC(10,2) | NO |",
      ),
    ).toEqual({
      a: "numeric(10,2) not null",
      b: "numeric(10,2) not null",
      c: "numeric(10,2) not null",
    });
    expect(columnsOf("- `a` (NUMERIC(10,2), NOT NULL)")).toEqual({ a: "numeric(10,2) not null" });
  });

  test("a model's name beside the table that it is mapped to", () => {
    expect([...withTables("### Model: User (`users`)\n").tables.keys()]).toEqual(["users"]);
    expect([...withTables("### User (users)\n\n#### Columns\n").tables.keys()]).toEqual(["users"]);
  });

  test("the SQL contract's queries are looked into", () => {
    const contract = readSqlContract(
      {
        path: "SQL_CONTRACT.json",
        text: '{"queries": {"q": {"sql": "SELECT i.\\"Total\\" FROM public.invoices i JOIN \\"Customers\\" c ON c.id = i.c_id"}}}',
      },
      sql,
    );
    expect(contract.queries.get("q")?.reading[0]?.tables.map(({ table }) => table.name)).toEqual([
      "invoices",
      "Customers",
    ]);
  });
});
