import { describe, expect, test } from "vitest";
import { databaseContract, tableT, withTables } from "./reading.ts";

const index = (row: string, header = "Index Name | Columns | Type") => {
  const read = tableT(
    `#### Indexes\n\n| ${header} |\n|${header
      .split("|")
      .map(() => "---|")
      .join("")}\n| ${row} |`,
  );
  return { ...read.indexes?.[0], count: read.indexes?.length, diagnostics: read.diagnostics };
};

describe("indexes", () => {
  test.each([
    ["i | a | BTREE", { name: "i", elements: ["a"], method: "btree", unique: undefined }],
    ["`i` | `a`, `b` | UNIQUE", { elements: ["a", "b"], unique: true, method: undefined }],
    ["i | (a, b) | UNIQUE BTREE", { elements: ["a", "b"], unique: true, method: "btree" }],
    ["i | lower(a), b DESC NULLS LAST | B-Tree", { elements: ["lower(a)", "b DESC NULLS LAST"], method: "btree" }],
    ["i | a gin_trgm_ops | GIN", { elements: ["a gin_trgm_ops"], method: "gin" }],
    ["i | CREATE UNIQUE INDEX i ON t USING gin (a, b) | -", { elements: ["a", "b"], method: "gin", unique: true }],
    ["t_pkey | id | PRIMARY KEY", { name: "t_pkey", unique: true }],
    ["- | a | HASH", { name: undefined, elements: ["a"], method: "hash" }],
    ["i | coalesce(a, 'x,y') | BTREE", { elements: ["coalesce(a, 'x,y')"] }],
    ["i | a INCLUDE (b) | BTREE", { elements: ["a"] }],
    ["i | a | BTREE (non-unique)", { unique: false }],
  ])("%s", (row, expected) => {
    const read = index(row);
    for (const [key, value] of Object.entries(expected)) expect(read[key as keyof typeof read], key).toEqual(value);
    expect(read.diagnostics).toEqual([]);
  });

  test("a condition in a column of its own, or behind the columns", () => {
    expect(index("i | a | deleted_at IS NULL", "Name | Columns | Where").where?.text).toBe("deleted_at IS NULL");
    expect(index("i | a WHERE deleted_at IS NULL | BTREE").where?.text).toBe("deleted_at IS NULL");
    expect(index("i | a | -", "Name | Columns | Where").where).toBeUndefined();
    expect(index("i | a | only the new ones", "Name | Columns | Where").diagnostics).toHaveLength(1);
  });

  test("unique in a column of its own", () => {
    expect(index("i | a | ✅", "Name | Columns | Unique").unique).toBe(true);
    expect(index("i | a | No", "Name | Columns | Unique").unique).toBe(false);
  });

  test("none at all", () => {
    expect(index("- | - | -").count).toBe(0);
    expect(index("None | | ").count).toBe(0);
    expect(tableT("#### Indexes\n\nNone.").indexes).toEqual([]);
  });

  test("as a list", () => {
    const read = tableT(
      "#### Indexes\n\n- `i_a` on `a` (unique)\n- `i_b` (`b`, lower(c))\n- i_c: c, d\n- fast lookups",
    );
    expect(read.indexes?.map(({ name, elements, unique }) => [name, elements, unique])).toEqual([
      ["i_a", ["a"], true],
      ["i_b", ["b", "lower(c)"], undefined],
    ]);
    expect(read.diagnostics).toHaveLength(2);
  });
});

describe("foreign keys", () => {
  const key = (header: string, row: string) =>
    tableT(
      `#### Foreign Keys\n\n| ${header} |\n|${header
        .split("|")
        .map(() => "---|")
        .join("")}\n| ${row} |`,
    );
  test.each([
    [
      "FK Name | Column | References | On Delete | On Update",
      "f | a_id | as(id) | CASCADE | SET NULL",
      ["f", ["a_id"], "as", ["id"], "cascade", "set null"],
    ],
    ["Column | References", "`a_id` | `as.id`", [undefined, ["a_id"], "as", ["id"], undefined, undefined]],
    [
      "Name | Columns | References",
      "f | a, b | public.as (x, y)",
      ["f", ["a", "b"], "as", ["x", "y"], undefined, undefined],
    ],
    [
      "Name | Column | Referenced Table | Referenced Column | On Delete",
      "f | a_id | as | id | No Action",
      ["f", ["a_id"], "as", ["id"], "no action", undefined],
    ],
    ["Name | Column | References", "f | a_id | as", ["f", ["a_id"], "as", [], undefined, undefined]],
    [
      "Name | Column | References | On Delete",
      "f | a_id | `as`(`id`) | ON DELETE RESTRICT",
      ["f", ["a_id"], "as", ["id"], "restrict", undefined],
    ],
  ])("%s: %s", (header, row, expected) => {
    const read = key(header, row);
    const [found] = read.foreignKeys ?? [];
    expect([
      found?.name,
      found?.columns,
      found?.references.table.name,
      found?.references.columns,
      found?.onDelete,
      found?.onUpdate,
    ]).toEqual(expected);
    expect(read.diagnostics).toEqual([]);
  });

  test("schema.table is told from table.column by the tables that there are", () => {
    const contract = withTables(
      "### Table: billing.invoices\n\n### Table: t\n\n#### Foreign Keys\n\n| Column | References |\n|---|---|\n| a | billing.invoices |\n| b | users.id |\n| c | billing.invoices.id |\n",
    );
    expect(contract.tables.get("t")?.foreignKeys?.map(({ references }) => references)).toEqual([
      { table: { schema: "billing", name: "invoices" }, columns: [] },
      { table: { schema: undefined, name: "users" }, columns: ["id"] },
      { table: { schema: "billing", name: "invoices" }, columns: ["id"] },
    ]);
  });

  test("what is no action, and what names no table, are diagnostics", () => {
    expect(key("Column | References | On Delete", "a | as(id) | archive").diagnostics).toHaveLength(1);
    expect(key("Column | References", "a | the other table").diagnostics).toHaveLength(1);
    expect(key("Column | References", "- | -")).toMatchObject({ foreignKeys: [], diagnostics: [] });
  });

  test("as a list", () => {
    const read = tableT(
      "#### Foreign Keys\n\n- `a_id` → `as.id` (ON DELETE CASCADE)\n- fk_b: `b_id` references `bs(id)`\n- others",
    );
    expect(
      read.foreignKeys?.map(({ name, columns, references, onDelete }) => [
        name,
        columns[0],
        references.table.name,
        onDelete,
      ]),
    ).toEqual([
      [undefined, "a_id", "as", "cascade"],
      ["fk_b", "b_id", "bs", undefined],
    ]);
    expect(read.diagnostics).toHaveLength(1);
  });
});

describe("who uses it", () => {
  const used = (body: string) => tableT(body).usedBy?.map(({ module, usage }) => [module, usage]);
  test.each([
    [
      "**Used By (Modules):**\n- `a` - reads\n- b: writes\n- c",
      [
        ["a", "reads"],
        ["b", "writes"],
        ["c", undefined],
      ],
    ],
    [
      "**Used By:** `a`, b (reads), c",
      [
        ["a", undefined],
        ["b", "reads"],
        ["c", undefined],
      ],
    ],
    ["#### Used By\n\n| Module | Usage |\n|---|---|\n| a | reads |", [["a", "reads"]]],
    [
      "#### Dependencies\n\n- **Used By:** a, b\n- **Depends On:** c",
      [
        ["a", undefined],
        ["b", undefined],
      ],
    ],
    ["**Used By:**\n- None", []],
    ["**Used By:** None", []],
    ["**Used By (Modules):**\n- [Module Name] - [How it uses this table]", []],
    [
      "**Used By:**\n- **auth-service**: sign-in\n  - reads the hash\n- billing – reads",
      [
        ["auth-service", "sign-in"],
        ["billing", "reads"],
      ],
    ],
  ])("%j", (body, expected) => {
    expect(used(body)).toEqual(expected);
  });

  test("nobody says", () => {
    expect(used("**Purpose:** x")).toBeUndefined();
  });

  test("dependencies in one line, or with remarks", () => {
    const names = (body: string) => tableT(body).dependsOn?.map(({ table }) => table.name);
    expect(names("**Depends On (Tables):** `users`, orders")).toEqual(["users", "orders"]);
    expect(names("**Depends On:**\n- users (user_id → users.id)\n- `public.orders` - the order")).toEqual([
      "users",
      "orders",
    ]);
    expect(names("**Depends On:**\n- None (root table)")).toEqual([]);
  });

  test.each([
    ["**Rows:** ~2M", 2_000_000],
    ["**Estimated Rows:** 1,250,000", 1_250_000],
    ["**Row Count:** 10k", 10_000],
    ["**Purpose:** Events, about 2.5 million rows", 2_500_000],
    ["**Size:** 40 GB", undefined],
    ["**Purpose:** The 3 rows of the grid", 3],
    ["**Rows:** many", undefined],
  ])("%s", (body, rows) => {
    expect(tableT(body).rows).toBe(rows);
  });
});

describe("DDL blocks", () => {
  test("several blocks are one script", () => {
    const read = tableT(
      "#### Schema Definition\n\n```sql\nCREATE TABLE t (id int);\n```\n\n#### Indexes\n\n```sql\nCREATE INDEX i ON t (id);\n```\n\n#### Sample Queries\n\n```sql\nCREATE TABLE sample (id int);\n```",
    );
    expect(read.ddl?.script.operations.map(({ kind }) => kind)).toEqual(["create-table", "create-index"]);
    expect(read.ddl?.script.statements.map(({ index }) => index)).toEqual([0, 1]);
    expect(read.ddl?.script.operations[1]?.at.start.line).toBe(18);
  });

  test("another dialect is a diagnostic, no crash", () => {
    const read = tableT(
      "```sql\nCREATE TABLE `t` (`id` INT AUTO_INCREMENT) ENGINE=InnoDB;\n```\n\n| Column | Type |\n|---|---|\n| id | INT |",
    );
    expect(read.diagnostics.length).toBeGreaterThan(0);
    expect(read.diagnostics[0]?.kind).toBe("contract");
    expect(read.columns).toHaveLength(1);
  });

  test("placeholders inside a block are a diagnostic, and a placeholder", () => {
    const read = tableT("```sql\nCREATE TABLE [table_name] (id int);\n```");
    expect(read.ddl).toBeUndefined();
    expect(read.diagnostics).toHaveLength(1);
    expect(read.placeholders.map(({ value }) => value)).toEqual(["[table_name]"]);
  });

  test("blocks that define nothing are left alone", () => {
    expect(tableT('```sql\nSELECT * FROM t;\n```\n\n```json\n{ "create": 1 }\n```')).toMatchObject({
      ddl: undefined,
      diagnostics: [],
    });
  });

  test("enums from DDL, from sections, not from examples", () => {
    const contract = databaseContract(
      "## Tables\n\n### t\n\n```sql\nCREATE TYPE a AS ENUM ('x', 'y');\nCREATE TABLE t (k a);\n```\n\n## Enums\n\n### `b`\n\n- `p` - first\n- `q`\n\n### Enum: c\n\n**Values:** `m`, `n`\n\n## Example Entry\n\n```sql\nCREATE TYPE z AS ENUM ('q');\n```\n",
    );
    expect([...contract.enums].map(([key, { values }]) => [key, values])).toEqual([
      ["a", ["x", "y"]],
      ["b", ["p", "q"]],
      ["c", ["m", "n"]],
    ]);
  });
});

describe("migration history in other forms", () => {
  test("as a table", () => {
    const contract = databaseContract(
      "## Migration History\n\n| Migration | Date | Type | Status | Breaking | Rollback |\n|---|---|---|---|---|---|\n| `0001_a` | 2026-01-01 | Schema Change | Applied | No | DROP TABLE a |\n| 0002_b | 2026-02-01 | Data | Pending | Yes | |\n",
    );
    expect(
      contract.migrations.map(({ id, date, breaking, rollbackPlan }) => [
        id,
        date?.value,
        breaking?.value,
        rollbackPlan?.value,
      ]),
    ).toEqual([
      ["0001_a", "2026-01-01", false, "DROP TABLE a"],
      ["0002_b", "2026-02-01", true, undefined],
    ]);
  });

  test("as headings without the word, or as a list", () => {
    expect(
      databaseContract("## Migrations\n\n### V3__add_x.sql\n\n**Date:** 2026-01-01\n").migrations[0],
    ).toMatchObject({ id: "V3__add_x.sql" });
    expect(
      databaseContract(
        "## Migration History\n\n- 2026-01-01 `0001_a`: adds a\n- 2026-02-01 0002_b: adds b\n",
      ).migrations.map(({ id }) => id),
    ).toEqual(["0001_a", "0002_b"]);
  });

  test("YES/NO is no answer, an empty rollback plan is an empty one", () => {
    const [entry] = databaseContract(
      "## Migration History\n\n### Migration: 1\n\n**Rollback Plan:**\n```sql\n-- Rollback SQL if needed\n```\n\n**Impact Assessment:**\n- **Breaking Change:** YES/NO\n- **Affected Modules:** [List]\n",
    ).migrations;
    expect(entry?.breaking).toBeUndefined();
    expect(entry?.affectedModules).toBeUndefined();
    expect(entry?.rollbackPlan?.value).toBe("");
    expect(entry?.downtime).toBeUndefined();
  });
});
