import { describe, expect, test } from "vitest";
import { tableT, withTables } from "./reading.ts";

const described = (description: string) =>
  tableT(`| Column | Type | Description |\n|---|---|---|\n| a | TEXT | ${description} |`).columns?.[0]?.deprecated;

describe("a column is deprecated", () => {
  test.each([
    ["DEPRECATED since 2.3.0", "2.3.0"],
    ["⚠️ Deprecated in v2.3.0", "2.3.0"],
    ["⚠️ Deprecated: since 2.3", "2.3"],
    ["DEPRECATED (2.3.0)", "2.3.0"],
    ["@deprecated 2.3.0", "2.3.0"],
    ["Deprecated as of 2024-05-01", undefined],
    ["@deprecated", undefined],
    ["Old address (deprecated 2.3)", "2.3"],
    ["**DEPRECATED** (2.3.0) use `b`", "2.3.0"],
    ["Old address. Deprecated as of 2.3.0, use b", "2.3.0"],
    ["[DEPRECATED] old address", undefined],
    ["Deprecated: use b", undefined],
    ["Deprecated since version 2.3.0", "2.3.0"],
    ["Deprecated since contract version 2.3.0", "2.3.0"],
    ["Deprecated on 2026-01-02", undefined],
    ["🚫 deprecated", undefined],
    ["Veraltet seit 2.3.0", "2.3.0"],
    ["Obsolète depuis 2.3", "2.3"],
    ["已弃用 2.3.0", "2.3.0"],
    ["~~Old address~~ deprecated 2.3.0", "2.3.0"],
    ["Obsolete since 2.3.0, use b", "2.3.0"],
    ["Obsolet seit 2.3.0", "2.3.0"],
    ["Status: deprecated", undefined],
    ["This column is deprecated, use b", undefined],
  ])("%s", (text, since) => {
    expect(described(text)).toBeDefined();
    expect(described(text)?.since).toBe(since);
  });

  test("by a struck name, a constraint, a type or a column of its own", () => {
    const read = tableT(
      "| Column | Type | Constraints | Deprecated |\n|---|---|---|---|\n| ~~a~~ | TEXT | | |\n| b | TEXT | DEPRECATED 2.0.0 | |\n| c | TEXT | | v2.1.0 |\n| d (deprecated) | TEXT | | |\n| e | TEXT | | no |",
    );
    expect(
      read.columns?.map((column) => [column.name, column.deprecated?.since, column.deprecated !== undefined]),
    ).toEqual([
      ["a", undefined, true],
      ["b", "2.0.0", true],
      ["c", "2.1.0", true],
      ["d", undefined, true],
      ["e", undefined, false],
    ]);
  });

  test("by a Status column", () => {
    const read = tableT(
      "| Column | Type | Status |\n|---|---|---|\n| a | TEXT | deprecated (2.3.0) |\n| b | TEXT | active |",
    );
    expect(read.columns?.map((column) => column.deprecated?.since)).toEqual(["2.3.0", undefined]);
  });
});

describe("a column is not deprecated", () => {
  test.each([
    "Not deprecated",
    "Removes obsolete rows",
    "Not obsolete",
    "Un-deprecated in 2.4.0",
    "Undeprecated in 2.4.0",
    "Deprecates the old address",
    "Set together with deprecated_at",
    "deprecated_at of the old system",
    "No longer deprecated",
    "Will be deprecated in 3.0.0",
    "To be deprecated",
    "Replaces the deprecated users.mail",
    "Whether the plan is deprecated",
    "When the product was deprecated",
    "deprecated_at in the old system",
    "Copies old_mail, which held deprecated addresses",
    "Non-deprecated plans only",
    "Deprecated: no",
    "Set by the job that removes deprecated rows",
    "The undeprecated name",
  ])("%s", (text) => {
    expect(described(text)).toBeUndefined();
  });

  test("because it is called so", () => {
    const read = tableT(
      "| Column | Type | Description |\n|---|---|---|\n| `deprecated` | BOOLEAN | Hidden in search |\n| deprecated_at | DATE | |",
    );
    expect(read.columns?.map((column) => column.deprecated)).toEqual([undefined, undefined]);
  });
});

describe("a table is deprecated", () => {
  test.each([
    ["### Table: old (deprecated since 2.0.0)\n", "2.0.0"],
    ["### ~~`old`~~\n", undefined],
    ["### Table: old\n\n**Status:** Deprecated (2.1.0)\n", "2.1.0"],
    ["### Table: old\n\n**Deprecated:** 2.1.0\n", "2.1.0"],
    ["### Table: old\n\n> ⚠️ DEPRECATED since 2.2.0. Use `new`.\n", "2.2.0"],
    ["### Table: old\n\n**Purpose:** Deprecated in 2.2.0: use new\n", "2.2.0"],
  ])("%j", (markdown, since) => {
    const mark = withTables(markdown).tables.get("old")?.deprecated;
    expect(mark).toBeDefined();
    expect(mark?.since).toBe(since);
  });

  test.each([
    "### Table: old\n\n**Status:** active\n",
    "### Table: old\n\n**Purpose:** Replaces the deprecated `older`\n",
    "### Table: old\n\n**Deprecated:** no\n",
    "### Table: old\n\n| Column | Type | Description |\n|---|---|---|\n| a | TEXT | DEPRECATED since 2.0.0 |\n",
    "### Table: old\n\n- `a` (deprecated since 2.0.0)\n",
    "### Table: old\n\n#### Notes\n\nColumn `a` is deprecated since 2.0.0.\n",
  ])("and is not: %j", (markdown) => {
    expect(withTables(markdown).tables.get("old")?.deprecated).toBeUndefined();
  });

  test("a table may be called deprecated", () => {
    expect(withTables("### Table: deprecated\n").tables.get("deprecated")?.deprecated).toBeUndefined();
  });
});
