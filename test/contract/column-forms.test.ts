import { describe, expect, test } from "vitest";
import { columnsOf, tableT } from "./reading.ts";

const table = (header: string, ...rows: string[]) =>
  [
    `| ${header} |`,
    `|${header
      .split("|")
      .map(() => "---|")
      .join("")}`,
    ...rows.map((row) => `| ${row} |`),
  ].join("\n");

describe("headers", () => {
  test.each([
    ["Column | Type | Nullable"],
    ["Column Name | Data Type | Null"],
    ["Field | Type | NULL?"],
    ["Name | Data Type | Allow Null"],
    ["**Column** | **Type** | *Nullable*"],
    ["`Column` | `Type` | `Nullable`"],
  ])("%s", (header) => {
    expect(columnsOf(`#### Columns\n\n${table(header, "email | TEXT | NO")}`)).toEqual({ email: "text not null" });
  });

  test("any order, with columns nobody knows", () => {
    expect(
      columnsOf(table("# | Description | Nullable | Example | Type | Column", "1 | mail | YES | a@b | TEXT | email")),
    ).toEqual({ email: "text null" });
  });

  test("Required is the inverse of Nullable", () => {
    const body = table(
      "Field | Type | Required",
      "a | TEXT | Yes",
      "b | TEXT | No",
      "c | TEXT | ✅",
      "d | TEXT | Optional",
      "e | TEXT | NOT NULL",
    );
    expect(columnsOf(body)).toEqual({
      a: "text not null",
      b: "text null",
      c: "text not null",
      d: "text null",
      e: "text not null",
    });
  });
});

test.each([
  ["YES", true],
  ["NO", false],
  ["✓", true],
  ["✅", true],
  ["✗", false],
  ["❌", false],
  ["true", true],
  ["FALSE", false],
  ["ja", true],
  ["nein", false],
  ["oui", true],
  ["non", false],
  ["**NO**", false],
  ["NULLABLE", true],
  ["NOT NULL", false],
  ["NULL", true],
  ["sí", true],
  ["否", false],
  ["はい", true],
  ["нет", false],
  ["`NO`", false],
  ["Yes (legacy rows)", true],
  ["no, since 2.0", false],
  ["Y", true],
  ["✔️", true],
])("nullable: %s", (cell, nullable) => {
  expect(tableT(table("Column | Type | Nullable", `a | TEXT | ${cell}`)).columns?.[0]?.nullable?.value).toBe(nullable);
});

test.each(["YES/NO", "maybe", "TBD"])("nullable: %s is a diagnostic, no guess", (cell) => {
  const read = tableT(table("Column | Type | Nullable", `a | TEXT | ${cell}`));
  expect(read.columns?.[0]?.nullable).toBeUndefined();
  expect(read.diagnostics).toHaveLength(1);
  expect(read.diagnostics[0]?.at.start.line).toBe(11);
});

describe("nullability elsewhere", () => {
  test("inside the type", () => {
    const body = table(
      "Column | Type",
      "a | INTEGER NOT NULL",
      "b | text?",
      "c | VARCHAR(10) NULL",
      "d | UUID, not null",
      "e | jsonb (nullable)",
    );
    expect(columnsOf(body)).toEqual({
      a: "integer not null",
      b: "text null",
      c: "character varying(10) null",
      d: "uuid not null",
      e: "jsonb null",
    });
  });

  test("inside the constraints", () => {
    expect(
      columnsOf(
        table("Column | Type | Constraints", "a | TEXT | NOT NULL, UNIQUE", "b | TEXT | nullable", "c | TEXT | -"),
      ),
    ).toEqual({
      a: "text not null unique",
      b: "text null",
      c: "text",
    });
  });

  test("inside prose, where it says so in words", () => {
    const body = table(
      "Column | Type | Description",
      "a | TEXT | Nullable. The nickname",
      "b | TEXT | May be NULL for guests",
      "c | TEXT | never null",
      "d | TEXT | Holds null-terminated text",
      "e | TEXT | Optional second line",
    );
    expect(columnsOf(body)).toEqual({ a: "text null", b: "text null", c: "text not null", d: "text", e: "text" });
  });
});

describe("types with more than a type", () => {
  test.each([
    ["SERIAL", "integer serial"],
    ["VARCHAR(255)", "character varying(255)"],
    ["`numeric(10, 2)`", "numeric(10,2)"],
    ["UUID PK", "uuid pk"],
    ["BIGINT, PRIMARY KEY", "bigint pk"],
    ["INTEGER (FK → users.id)", "integer -> users.id"],
    ["FK → users.id", "? -> users.id"],
    ["INTEGER REFERENCES users(id) ON DELETE CASCADE", "integer -> users.id"],
    ["ENUM status", "status"],
    ["order_status (enum)", "order_status"],
    ["enum('a','b')", "? enum[a|b]"],
    ["ENUM: draft, sent", "? enum[draft|sent]"],
    ["TEXT DEFAULT 'x' NOT NULL", "text not null default='x'"],
    ["INTEGER GENERATED ALWAYS AS IDENTITY", "integer default=automatic"],
    ["NUMERIC GENERATED ALWAYS AS (a + (b * 2)) STORED", "numeric generated"],
    ["TIMESTAMPTZ (UTC)", "timestamp with time zone"],
    ["timestamp with time zone", "timestamp with time zone"],
    ["text[]", "text[]"],
    ["INT CHECK (a > (1 + 2))", "integer check(a > (1 + 2))"],
    ["VARCHAR(255) – at most 255", "character varying(255)"],
    ["character varying(40) UNIQUE", "character varying(40) unique"],
    ["billing.money_amount", "billing.money_amount"],
    ["geometry(Point,4326)", "geometry(Point,4326)"],
    ["String", "?"],
    ["String?", "? null"],
  ])("%s", (cell, words) => {
    expect(columnsOf(table("Column | Type", `a | ${cell}`))).toEqual({ a: words });
  });

  test("what is no type is a diagnostic at its cell", () => {
    const read = tableT(table("Column | Type", "a | some kind of text", "b | TEXT"));
    expect(read.columns?.map((column) => column.type?.value.meaning)).toEqual([undefined, "text"]);
    expect(read.diagnostics).toHaveLength(1);
    expect(read.diagnostics[0]?.message).toContain("some kind of text");
  });
});

describe("defaults", () => {
  test.each([
    ["TEXT", "-", "none"],
    ["TEXT", "", "none"],
    ["TEXT", "NONE", "none"],
    ["TEXT", "NULL", "none"],
    ["TEXT", "N/A", "none"],
    ["TEXT", "—", "none"],
    ["SERIAL", "AUTO", "automatic"],
    ["INTEGER", "auto-increment", "automatic"],
    ["BIGINT", "AUTO_INCREMENT", "automatic"],
    ["INTEGER", "nextval('t_a_seq'::regclass)", "automatic"],
    ["INTEGER", "nextval", "automatic"],
    ["INTEGER", "IDENTITY", "automatic"],
    ["UUID", "gen_random_uuid()", "gen_random_uuid()"],
    ["UUID", "`gen_random_uuid()`", "gen_random_uuid()"],
    ["UUID", "gen_random_uuid", "gen_random_uuid()"],
    ["TEXT", "'active'", "'active'"],
    ["TEXT", "active", "'active'"],
    ["TEXT", '"active"', "'active'"],
    ["order_status", "pending", "'pending'"],
    ["VARCHAR(20)", "`'x'`", "'x'"],
    ["TEXT", "in progress", "'in progress'"],
    ["TEXT", "''", "''"],
    ["JSONB", "{}", "'{}'"],
    ["JSONB", "'{}'::jsonb", "'{}'"],
    ["text[]", "'{}'", "'{}'"],
    ["BOOLEAN", "true", "true"],
    ["BOOLEAN", "FALSE", "false"],
    ["BOOLEAN", "no", "false"],
    ["INTEGER", "0", "0"],
    ["NUMERIC", "-1.5", "-1.5"],
    ["TIMESTAMP", "CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP"],
    ["TIMESTAMP", "now()", "now()"],
    ["TIMESTAMP", "NOW", "now()"],
    ["DATE", "2026-01-01", "'2026-01-01'"],
    ["INTEGER", "DEFAULT 5", "5"],
    ["TIMESTAMP", "CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP"],
    ["INTEGER", "`0` (none yet)", "0"],
  ])("%s: %s", (type, cell, meaning) => {
    const read = tableT(table("Column | Type | Default", `a | ${type} | ${cell}`)).columns?.[0]?.default?.value;
    expect(typeof read === "string" ? read : read?.meaning).toBe(meaning);
  });

  test("the cell's own words are kept", () => {
    expect(tableT(table("Column | Type | Default", "a | TEXT | active")).columns?.[0]?.default?.value).toMatchObject({
      text: "active",
    });
  });

  test("a short row states no default, an unreadable one is a diagnostic", () => {
    const read = tableT(table("Column | Type | Nullable | Default", "a | INTEGER", "b | INTEGER | NO | five or so"));
    expect(read.columns?.map((column) => column.default)).toEqual([undefined, undefined]);
    expect(read.diagnostics).toHaveLength(1);
    expect(read.diagnostics[0]?.at.start.line).toBe(12);
  });
});

describe("names", () => {
  test.each([
    ["`email`", ["email"]],
    ["**email**", ["email"]],
    ["email 🔑", ["email"]],
    ["email (PK)", ["email"]],
    ["`created_at`, `updated_at`", ["created_at", "updated_at"]],
    ["created_at, updated_at", ["created_at", "updated_at"]],
    ["created_at / updated_at", ["created_at", "updated_at"]],
    ["`a`<br>`b`", ["a", "b"]],
    ["`created_at` und `updated_at`", ["created_at", "updated_at"]],
    ["t.email", ["email"]],
    ["EMAIL", ["email"]],
    ['"Email"', ["Email"]],
    ["createdAt", ["createdAt"]],
    ["größe", ["größe"]],
    ["_id", ["_id"]],
    ["user\\_id", ["user_id"]],
  ])("%s", (cell, names) => {
    expect(tableT(table("Column | Type", `${cell} | TEXT`)).columns?.map((column) => column.name)).toEqual(names);
  });

  test("several columns of one row may have a type each, or one for all", () => {
    expect(
      columnsOf(
        table("Column | Type | Nullable", "`a`, `b` | INT, NUMERIC(10,2) | NO", "`c`, `d` | NUMERIC(10,2) | YES"),
      ),
    ).toEqual({
      a: "integer not null",
      b: "numeric(10,2) not null",
      c: "numeric(10,2) null",
      d: "numeric(10,2) null",
    });
  });

  test("the section's DDL says how a name is spelled", () => {
    const body = `\`\`\`sql\nCREATE TABLE t ("createdAt" date, UpdatedAt date);\n\`\`\`\n\n${table("Column | Type", "createdAt | date", "UpdatedAt | date")}`;
    expect(Object.keys(columnsOf(body))).toEqual(["createdAt", "updatedat"]);
  });

  test("a row that groups others is no column", () => {
    expect(Object.keys(columnsOf(table("Column | Type", "**Audit** | ", "a | TEXT")))).toEqual(["a"]);
  });

  test("a row without a name is a diagnostic", () => {
    const read = tableT(table("Column | Type", "a | TEXT", "... | TEXT"));
    expect(read.columns).toHaveLength(1);
    expect(read.diagnostics[0]?.at.start.line).toBe(12);
  });
});

describe("cells", () => {
  test("escaped pipes", () => {
    const read = tableT(table("Column | Type | Description | Default", "a | TEXT | `x \\| y` | 'p\\|q'"));
    expect(read.columns?.[0]?.description).toBe("x | y");
    expect(read.columns?.[0]?.default?.value).toMatchObject({ text: "'p|q'" });
  });

  test("a pipe that was not escaped is a diagnostic", () => {
    expect(tableT(table("Column | Type", "a | TEXT | NO | more")).diagnostics[0]?.message).toContain("4 cells");
  });

  test("flags in columns of their own", () => {
    expect(
      columnsOf(table("Column | Type | PK | Unique | FK", "a | INT | ✓ | | ", "b | INT | | ✓ | users(id)")),
    ).toEqual({ a: "integer pk", b: "integer unique -> users.id" });
  });

  test("constraints in the description, where nothing else stands there", () => {
    const body = table(
      "Column | Type | Notes",
      "a | INT | PK",
      "b | INT | UNIQUE, NOT NULL",
      "c | INT | the PK of the old system",
      "d | INT | FK → users.id",
    );
    expect(columnsOf(body)).toEqual({
      a: "integer pk",
      b: "integer not null unique",
      c: "integer",
      d: "integer -> users.id",
    });
  });

  test("a unique that spans columns is not the column's own", () => {
    expect(
      columnsOf(
        table(
          "Column | Type | Constraints",
          "a | INT | UNIQUE (a, b)",
          "b | INT | unique per tenant",
          "c | INT | UNIQUE",
        ),
      ),
    ).toEqual({ a: "integer", b: "integer", c: "integer unique" });
  });
});

describe("lists instead of tables", () => {
  test("under a Columns heading", () => {
    const body =
      "#### Columns\n\n- `id` (Integer, PK)\n- `email` (VARCHAR(255), NOT NULL, unique) - login\n- **name**: TEXT – as printed\n- `tags`: text[]\n- age: integer, nullable";
    expect(columnsOf(body)).toEqual({
      id: "integer pk",
      email: "character varying(255) not null unique",
      name: "text",
      tags: "text[]",
      age: "integer null",
    });
  });

  test("right under the table's heading", () => {
    expect(columnsOf("Text first.\n\n- `id` (Integer, PK)\n- `user_id` (BIGINT, FK → users.id)")).toEqual({
      id: "integer pk",
      user_id: "bigint -> users.id",
    });
  });

  test("another list is no list of columns", () => {
    expect(tableT("- Grows quickly\n- **Owner**: data team\n- see the wiki").columns).toBeUndefined();
  });

  test("an item that says no column is a diagnostic where columns are listed", () => {
    const read = tableT("#### Columns\n\n- `id` (Integer)\n- and some others");
    expect(read.columns).toHaveLength(1);
    expect(read.diagnostics[0]?.at.start.line).toBe(12);
  });
});

describe("tables that list no columns", () => {
  test.each([
    ["rows of the table", "#### Sample Data\n\n| id | name | type |\n|---|---|---|\n| 1 | a | b |"],
    ["a lookup right under the heading", "| id | label |\n|---|---|\n| 1 | new |"],
    ["values with words like a header", "| name | type | value |\n|---|---|---|\n| a | b | c |"],
    ["parameters", "#### Parameters\n\n| Name | Type | Description |\n|---|---|---|\n| a | INT | x |"],
  ])("%s", (_, body) => {
    const read = tableT(body);
    expect(read.columns).toBeUndefined();
    expect(read.diagnostics).toEqual([]);
  });

  test("a Columns table and rows of the table in one section", () => {
    const body = `${table("Column | Type | Nullable", "id | INT | NO")}\n\n**Seed rows:**\n\n| id | name | type |\n|---|---|---|\n| 1 | a | b |`;
    expect(columnsOf(body)).toEqual({ id: "integer not null" });
  });
});

describe("broken tables", () => {
  test("no delimiter row", () => {
    const read = tableT("#### Columns\n\n| Column | Type |\n| a | TEXT |");
    expect(read.columns ?? []).toEqual([]);
    expect(read.diagnostics[0]?.message).toContain("delimiter row");
    expect(read.diagnostics[0]?.at.start.line).toBe(11);
  });

  test("a delimiter row of another width", () => {
    expect(
      tableT("#### Columns\n\n| Column | Type | Nullable |\n|---|---|\n| a | TEXT | NO |").diagnostics[0]?.message,
    ).toContain("3 cells");
  });

  test("a header in words nobody knows", () => {
    expect(tableT("#### Columns\n\n| Foo | Bar |\n|---|---|\n| a | TEXT |").diagnostics[0]?.message).toContain(
      "not understood",
    );
  });
});
