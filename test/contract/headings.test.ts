import { describe, expect, test } from "vitest";
import { databaseContract, withTables } from "./reading.ts";

const columns = "| Column | Type |\n|---|---|\n| id | INTEGER |\n";
const keys = (markdown: string) => [...withTables(markdown).tables.keys()];

describe("a heading names a table", () => {
  test.each([
    ["### Table: x"],
    ["### `x`"],
    ["### x"],
    ["### 1. x"],
    ["### 1.2 x"],
    ["### x {#anchor}"],
    ["### public.x"],
    ["### Users table (`x`)"],
    ["### Benutzer (x)\n\n| Column | Type |\n|---|---|\n| id | INT |"],
    ["### Table: `x`"],
    ["### **Table:** `x`"],
    ["### Table `x`"],
    ["### Table 3: x"],
    ["### x table"],
    ["### Table: x (core)"],
    ["### x (core)"],
    ["### x - people who paid"],
    ["### x: people who paid"],
    ["### `x` – people, see `y`"],
    ["### [x](#x)"],
    ["### 📦 x"],
    ["### Table: x ###"],
    ["### Tabelle: x"],
    ["### 表：x"],
    ["### テーブル: x"],
    ["### Таблица: x"],
    ["### Tabla: `x`"],
    ["### TABLE: x"],
    ['### Table: "x"'],
    ["### Entity: x"],
    ["### ~~x~~"],
    ["### `public.x`"],
    ["Table: x\n---"],
    ['### <a name="x"></a>x'],
  ])("%s", (markdown) => {
    expect(keys(`${markdown}\n`)).toEqual(["x"]);
  });

  test.each([
    ["### Table: billing.invoices", "billing.invoices"],
    ['### Table: "Invoices"', "Invoices"],
    ["### Table: Invoices", "invoices"],
    ['### Table: Invoices\n\n```sql\nCREATE TABLE "Invoices" (id int);\n```', "Invoices"],
    ["### orderItems", "orderItems"],
    ["### orderItems\n\n```sql\nCREATE TABLE orderItems (id int);\n```", "orderitems"],
    ["### Customer accounts\n\n```sql\nCREATE TABLE accounts (id int);\n```", "accounts"],
    ["### User (users)\n\n#### Columns\n", "users"],
  ])("%s", (markdown, key) => {
    expect(keys(`${markdown}\n`)).toEqual([key]);
  });

  test("a heading that names none is a diagnostic with its line", () => {
    const contract = withTables(`### Customer accounts\n\n${columns}`);
    expect([...contract.tables.keys()]).toEqual([]);
    expect(contract.diagnostics).toHaveLength(1);
    expect(contract.diagnostics[0]?.at.start.line).toBe(7);
  });
});

describe("a heading names no table", () => {
  test.each([
    "### Overview\n\nAll tables have an id.\n",
    "### Naming conventions\n\nSnake case.\n",
    "### [table_name]\n",
    "### Table: [table_name]\n",
    "### Entity Relationship Diagram\n\n```mermaid\nerDiagram\n```\n",
    "```markdown\n### Table: x\n```\n",
    "~~~\n### Table: x\n~~~\n",
    "<!--\n### Table: x\n-->\n",
    "    ### Table: x\n",
    "- item\n\n  ```sql\n  ### Table: x\n  ```\n",
  ])("%j", (markdown) => {
    const contract = withTables(markdown);
    expect([...contract.tables.keys()]).toEqual([]);
    expect(contract.diagnostics).toEqual([]);
  });

  test("outside the Tables part, unless it says Table:", () => {
    const contract = databaseContract(
      "# C\n\n## Tables\n\n### a\n\n## Notes\n\n### b\n\n### Table: c\n\n## Performance\n\n### d\n",
    );
    expect([...contract.tables.keys()]).toEqual(["a", "c"]);
  });

  test("in example and template sections", () => {
    const contract = databaseContract(
      "# C\n\n## Tables\n\n### Table: a\n\n## Example Entry\n\n### Table: users\n\n## Template Instructions\n\n### Table: b\n\n## More\n\n<!-- EXAMPLE ONLY -->\n\n### Table: c\n\n## Tables again\n\n### Table: d\n",
    );
    expect([...contract.tables.keys()]).toEqual(["a", "d"]);
  });

  test("a real table `users` beside the example one", () => {
    const contract = databaseContract(
      "## Tables\n\n### Table: users\n\n**Purpose:** ours\n\n## Example Entry\n\n<!-- EXAMPLE ONLY -->\n\n### Table: users\n",
    );
    expect(contract.tables.get("users")?.purpose?.value).toBe("ours");
    expect(contract.duplicates).toEqual([]);
  });

  test("a real table called `examples`", () => {
    expect(keys(`### examples\n\n${columns}`)).toEqual(["examples"]);
  });
});

describe("sub-headings", () => {
  test("the same under every table", () => {
    const contract = withTables(
      `### a\n\n#### Columns\n\n${columns}\n#### Notes\n\n### b\n\n#### Columns\n\n${columns}`,
    );
    expect([...contract.tables.keys()]).toEqual(["a", "b"]);
    expect(contract.duplicates).toEqual([]);
    expect(contract.tables.get("b")?.columns).toHaveLength(1);
  });

  test("at the tables' own level", () => {
    const contract = withTables(
      `### a\n\n### Columns\n\n${columns}\n### Beispieldaten\n\nx\n\n### b\n\n### Columns\n\n${columns}\n### Beispieldaten\n\ny\n`,
    );
    expect([...contract.tables.keys()]).toEqual(["a", "b"]);
    expect(contract.tables.get("a")?.columns).toHaveLength(1);
    expect(contract.tables.get("b")?.columns).toHaveLength(1);
    expect(contract.duplicates).toEqual([]);
  });

  test("tables in groups", () => {
    expect(
      keys(
        `### Billing\n\n#### invoices\n\n${columns}\n#### Table: payments\n\n### Users and roles\n\n#### \`roles\`\n`,
      ),
    ).toEqual(["invoices", "payments", "roles"]);
  });

  test("tables whose names are words of the trade", () => {
    expect(
      keys(
        `### notes\n\n${columns}\n### comments\n\n#### Columns\n\n${columns}\n### \`indexes\`\n\n### status\n\n${columns}`,
      ),
    ).toEqual(["notes", "comments", "indexes", "status"]);
  });

  test("labels in place of headings", () => {
    const contract = withTables(
      `### a\n\n**Columns:**\n\n${columns}\n**Indexes:**\n\n| Name | Columns |\n|---|---|\n| i | id |\n\n**Used By:** \`shop\`, billing\n`,
    );
    const a = contract.tables.get("a");
    expect(a?.columns).toHaveLength(1);
    expect(a?.indexes?.[0]?.name).toBe("i");
    expect(a?.usedBy?.map(({ module }) => module)).toEqual(["shop", "billing"]);
  });
});

test("tables that are made outside of any table's section are a diagnostic", () => {
  const stray = databaseContract(
    "## Tables\n\n```sql\nCREATE TABLE a (id int);\n```\n\n### b\n\n```sql\nCREATE TABLE b (id int);\n```\n",
  );
  expect(stray.diagnostics.map(({ at }) => at.start.line)).toEqual([3]);
  expect(databaseContract("## Tables\n\n```sql\nSELECT 1;\n```\n\n### b\n").diagnostics).toEqual([]);
});

describe("duplicates", () => {
  test("sections that stand twice", () => {
    const contract = withTables("### Table: a\n\n**Purpose:** first\n\n### Table: b\n\n### `public.a`\n");
    expect(contract.duplicates.map(({ name, at, first }) => [name, first.start.line, at.start.line])).toEqual([
      ["a", 7, 13],
    ]);
    expect(contract.tables.get("a")?.purpose?.value).toBe("first");
  });

  test("overloaded functions are none", () => {
    const contract = databaseContract(
      "## Functions\n\n### Function: f(integer)\n\n### Function: f(text)\n\n### Function: g()\n\n### Function: g()\n",
    );
    expect(contract.duplicates.map(({ name }) => name)).toEqual(["g"]);
    expect(contract.routines.size).toBe(3);
  });
});

describe("documents of other shapes", () => {
  test("tables at level 2 and no Tables part", () => {
    const contract = databaseContract(
      `# Schema\n\n**Version:** 1.0.0\n\n## users\n\n${columns}\n## orders\n\n\`\`\`sql\nCREATE TABLE orders (id int);\n\`\`\`\n\n## Conventions\n\n| Rule | Why |\n|---|---|\n| a | b |\n`,
    );
    expect([...contract.tables.keys()]).toEqual(["users", "orders"]);
  });

  test("parts at level 1", () => {
    const contract = databaseContract("# Tables\n\n## a\n\n## b\n\n# Views\n\n## v\n");
    expect([...contract.tables.keys(), ...contract.views.keys()]).toEqual(["a", "b", "v"]);
  });

  test("a document called Data Model", () => {
    const contract = databaseContract(`# Data Model\n\n## Overview\n\n## Tables\n\n### a\n\n## Views\n\n### v\n`);
    expect([...contract.tables.keys(), ...contract.views.keys()]).toEqual(["a", "v"]);
  });

  test("views among the tables", () => {
    const contract = databaseContract(
      "## Tables and Views\n\n### Table: a\n\n### View: v\n\n### Materialized View: m\n",
    );
    expect([...contract.tables.keys()]).toEqual(["a"]);
    expect([...contract.views.keys()]).toEqual(["v", "m"]);
  });

  test("setext headings and CRLF", () => {
    const text =
      "Contract\n========\n\n**Version:** 2.0.0\n\nTables\n------\n\n### Table: a\n\n#### Columns\n\n| Column | Type |\n|---|---|\n| id | INT |\n".replaceAll(
        "\n",
        "\r\n",
      );
    const contract = databaseContract(text);
    expect(contract.header.version?.value).toBe("2.0.0");
    const column = contract.tables.get("a")?.columns?.[0];
    expect(column?.at.start.line).toBe(15);
    expect(text.slice(column?.at.start.offset, column?.at.end.offset)).toBe("| id | INT |");
  });

  test("a rule right under the header is no heading", () => {
    const contract = databaseContract("# C\n**Version:** 2.0.0\n**Status:** Active\n---\n## Tables\n### a\n");
    expect(contract.header.version?.value).toBe("2.0.0");
    expect(contract.header.status?.value).toBe("Active");
    expect([...contract.tables.keys()]).toEqual(["a"]);
  });

  test("policy alone, without tables", () => {
    const contract = databaseContract(
      "# Rules\n\n## Migration Policy\n\n- **Idempotency:** always\n- **Separation of Concerns:** not required\n",
    );
    expect(contract.tables.size).toBe(0);
    expect(contract.policies.idempotency?.start.line).toBe(5);
    expect(contract.policies.separation).toBeUndefined();
    expect(contract.parts.tables).toBeUndefined();
    expect(contract.diagnostics).toEqual([]);
  });

  test("an empty file, and one of white space", () => {
    for (const text of ["", "\n\n  \n", "\u{feff}"]) {
      const contract = databaseContract(text);
      expect(contract.tables.size).toBe(0);
      expect(contract.header.version).toBeUndefined();
      expect(contract.diagnostics).toEqual([]);
    }
  });
});

describe("fences and comments", () => {
  test("a fence that is never closed is a diagnostic", () => {
    const contract = withTables("### a\n\n```sql\nCREATE TABLE a (id int);\n\n### b\n");
    expect([...contract.tables.keys()]).toEqual(["a"]);
    expect(contract.diagnostics[0]?.at.start.line).toBe(9);
  });

  test("a fence that is closed by the next one's end is a diagnostic", () => {
    const contract = withTables(
      "### a\n\n```sql\nCREATE TABLE a (id int);\n\n### b\n\n```sql\nCREATE TABLE b (id int);\n```\n\n### c\n",
    );
    expect([...contract.tables.keys()]).toEqual(["a", "c"]);
    expect(contract.diagnostics.map(({ at }) => at.start.line)).toEqual([9]);
  });

  test("a comment that is never closed is a diagnostic", () => {
    expect(withTables("### a\n\n<!-- note\n\n### b\n").diagnostics[0]?.at.start.line).toBe(9);
  });

  test("longer fences hold shorter ones", () => {
    const contract = withTables("### a\n\n````markdown\n```sql\n### x\n```\n````\n\n### b\n");
    expect([...contract.tables.keys()]).toEqual(["a", "b"]);
    expect(contract.diagnostics).toEqual([]);
  });
});

describe("headers", () => {
  test.each([
    ["**Version:** 1.2.3"],
    ["**Version**: 1.2.3"],
    ["__Version:__ 1.2.3"],
    ["- **Version:** v1.2.3"],
    ["Version: 1.2.3"],
    ["**Version:** `1.2.3`"],
    ["| Field | Value |\n|---|---|\n| Version | 1.2.3 |"],
    ["**Last Updated:** 2026-01-01 | **Version:** 1.2.3"],
    ["📌 **Version:** 1.2.3 (draft)"],
    ["**版本：** 1.2.3"],
    ["**バージョン**：1.2.3"],
    ["**Версия:** 1.2.3"],
    ["**Versión:** 1.2.3"],
    ["> **Version:** 1.2.3"],
  ])("%j", (line) => {
    expect(databaseContract(`# C\n\n${line}\n\n## Tables\n`).header.version?.value).toBe("1.2.3");
  });

  test("front matter", () => {
    const contract = databaseContract('---\ntitle: x\nversion: "1.2.3"\nlast_updated: 2026-01-02\n---\n\n# C\n');
    expect(contract.header.version?.value).toBe("1.2.3");
    expect(contract.header.version?.at.start).toMatchObject({ line: 3, column: 11 });
    expect(contract.header.lastUpdated?.value).toBe("2026-01-02");
  });

  test.each([
    ["headings", "## Change Log\n\n### [1.1.0] - 2026-02-01\n\n- b\n\n### 1.0.0 (2026-01-01)\n\n- a\n"],
    ["items", "## Changelog\n\n- **1.1.0** (2026-02-01): b\n- 2026-01-01, v1.0.0: a\n"],
    [
      "a table in other words",
      "## Änderungsprotokoll\n\n| Version | Datum | Autor | Änderungen |\n|---|---|---|---|\n| 1.1.0 | 2026-02-01 | I | b |\n| 1.0.0 | 2026-01-01 | I | a |\n",
    ],
  ])("a change log as %s", (_, markdown) => {
    const log = databaseContract(`# C\n\n${markdown}`).header.changeLog;
    expect(log.map(({ version, date }) => [version, date])).toEqual([
      ["1.1.0", "2026-02-01"],
      ["1.0.0", "2026-01-01"],
    ]);
  });

  test("a change log that grows downwards takes its next entry at the end", () => {
    const text =
      "# C\n\n## Change Log\n\n| Date | Version |\n|---|---|\n| 2026-01-01 | 1.0.0 |\n| 2026-02-01 | 1.1.0 |\n\n## Tables\n";
    const { changeLogAt } = databaseContract(text).header;
    expect(changeLogAt?.start).toMatchObject({ line: 8 });
    expect(text[changeLogAt?.start.offset ?? 0]).toBe("\n");
  });
});
