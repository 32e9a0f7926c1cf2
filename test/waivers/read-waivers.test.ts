import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import { readWaivers } from "../../src/extract/waivers/read-waivers.ts";
import type { SqlReader } from "../../src/model/sql-reader.ts";
import type { FileWaivers } from "../../src/model/waiver.ts";

let sql: SqlReader;
beforeAll(async () => {
  sql = await loadPostgresReader();
});

describe("readWaivers in SQL", () => {
  it.each([
    ["before the statement", "SELECT 1;\n-- schema-warden: allow a because it is so\nDROP TABLE t;", "DROP TABLE t"],
    ["on its line", "DROP TABLE t; -- schema-warden: allow a because it is so\nSELECT 1;", "DROP TABLE t"],
    ["inside of it", "DROP TABLE\n  -- schema-warden: allow a because it is so\n  t;\nSELECT 1;", "DROP TABLE"],
    ["in a block", "/* schema-warden: allow a because it is so */ DROP TABLE t;", "DROP TABLE t"],
    [
      "in a block of lines",
      "/*\n * Old.\n * schema-warden: allow a because it is so\n */\nDROP TABLE t;",
      "DROP TABLE t",
    ],
    [
      "in a function's body",
      "SELECT 1;\nDO $$ BEGIN\n-- schema-warden: allow a because it is so\nDROP TABLE t; END $$;",
      "DO $$",
    ],
    [
      "after a string with a mark",
      "SELECT '-- '; SELECT E'it''s';\n-- schema-warden: allow a because it is so\nDROP TABLE t;",
      "DROP TABLE t",
    ],
  ])("covers the statement when it stands %s", (_, text, covered) => {
    const { own } = waiversOf("a.sql", text);
    expect(own.map(({ scope, rules, reason }) => [scope, rules.map(({ value }) => value), reason])).toEqual([
      ["statement", ["a"], "it is so"],
    ]);
    const { start, end } = own[0]?.covers ?? fail();
    expect(text.slice(start.offset, end.offset)).toContain(covered);
    const others = text.split(";").filter((part) => part.includes("SELECT 1"));
    for (const other of others) expect(text.slice(start.offset, end.offset)).not.toContain(other.trim());
  });

  it("covers the file, wherever it stands in it", () => {
    const text = "DROP TABLE a;\n-- schema-warden: allow-file x, y because all is new\nDROP TABLE b;";
    const { own } = waiversOf("a.sql", text);
    expect(own.map(({ scope, covers }) => [scope, covers.start.offset, covers.end.offset])).toEqual([
      ["file", 0, text.length],
    ]);
    expect(own[0]?.rules.map(({ value, at }) => [value, text.slice(at.start.offset, at.end.offset)])).toEqual([
      ["x", "x"],
      ["y", "y"],
    ]);
  });

  it("covers nothing after the last statement", () => {
    const { own } = waiversOf("a.sql", "DROP TABLE a;\n\n-- schema-warden: allow x because it is so\n");
    expect(own.map(({ covers }) => covers.end.offset - covers.start.offset)).toEqual([0]);
  });

  it.each([
    ["a string", "INSERT INTO t VALUES ('-- schema-warden: allow a because b is c');"],
    ["a name", 'SELECT 1 AS "-- schema-warden: allow a because b is c";'],
    ["words about it", "-- See schema-warden: allow works as described.\nSELECT 1;"],
    ["another word", "-- schema-warden: allowed a because it is so\nSELECT 1;"],
  ])("is not made of %s", (_, text) => {
    expect(waiversOf("a.sql", text).own).toEqual([]);
  });

  it.each([
    ["-- schema-warden: allow a", undefined],
    ["-- schema-warden: allow a because", undefined],
    ["-- schema-warden: allow a because …", undefined],
    ["-- schema-warden: allow a because <reason>", undefined],
    ["-- schema-warden: allow a: the table is empty", undefined],
    ["-- schema-warden: allow a because <team> said so", "<team> said so"],
    ["-- Schema-Warden: Allow a BECAUSE the table is empty. --", "the table is empty. --"],
  ])("reads %s", (text, reason) => {
    const { own } = waiversOf("a.sql", `${text}\nDROP TABLE t;`);
    expect(own.map((waiver) => [waiver.rules.map(({ value }) => value), waiver.reason])).toEqual([[["a"], reason]]);
  });

  it("knows the comments of other tools", () => {
    const { foreign } = waiversOf(
      "a.sql",
      "-- squawk-ignore ban-drop-table,renaming-table -- it is fine\nDROP TABLE a;\n--atlas:nolint DS102\nDROP TABLE b;\n/* eugene: ignore E1, E4 */\nDROP TABLE c;\n-- squawk-ignore-file\n",
    );
    expect(foreign.map(({ tool, names, scope }) => [tool, names, scope])).toEqual([
      ["squawk", ["ban-drop-table", "renaming-table"], "statement"],
      ["atlas", ["DS102"], "statement"],
      ["eugene", ["E1", "E4"], "statement"],
      ["squawk", [], "file"],
    ]);
  });
});

describe("readWaivers elsewhere", () => {
  it.each([
    ["0001.py", "# schema-warden: allow a because it is so\nop.drop_table('t')\n"],
    ["0001.rb", "  drop_table :t # schema-warden: allow a because it is so\n"],
    ["0001.ts", "/**\n * schema-warden: allow a because it is so\n */\nawait q.dropTable('t');\n"],
    ["0001.js", "await db.raw(`\n  -- schema-warden: allow a because it is so\n  DROP TABLE t`);\n"],
    ["0001.php", "// schema-warden: allow a because it is so\nSchema::drop('t');\n"],
    ["0001.xml", "<!-- schema-warden: allow a because it is so -->\n<dropTable tableName='t'/>\n"],
    ["0001.yaml", "- changeSet: # schema-warden: allow a because it is so\n"],
  ])("reads comments of %s", (path, text) => {
    const { own } = waiversOf(path, text);
    expect(own.map(({ rules, reason }) => [rules.map(({ value }) => value), reason])).toEqual([[["a"], "it is so"]]);
  });

  const contract = [
    "# Contract",
    "<!-- schema-warden: allow a because one -->",
    "",
    "<!-- schema-warden: allow b because two -->",
    "### users",
    "| Column | Type |",
    "|---|---|",
    "| id | bigint | <!-- schema-warden: allow c because three -->",
    "Words. <!-- schema-warden: allow d because four -->",
    "#### Indexes",
    "none",
    "### orders",
    "```html",
    "<!-- schema-warden: allow e because five -->",
    "```",
    "`<!-- schema-warden: allow f because six -->`",
    "<!-- schema-warden: allow-file g because seven -->",
  ].join("\n");

  it("covers a row, the section that follows, or the section around", () => {
    const { own } = waiversOf("DATABASE_SCHEMA_CONTRACT.md", contract);
    const covered = own.map(({ scope, covers: { start, end }, rules }) => {
      const lines = contract.slice(start.offset, end.offset).trim().split("\n");
      return [rules[0]?.value, scope, lines[0], lines.at(-1)];
    });
    expect(covered).toEqual([
      ["a", "section", "### users", "none"],
      ["b", "section", "### users", "none"],
      [
        "c",
        "row",
        "| id | bigint | <!-- schema-warden: allow c because three -->",
        "| id | bigint | <!-- schema-warden: allow c because three -->",
      ],
      ["d", "section", "### users", "none"],
      ["g", "file", "# Contract", "<!-- schema-warden: allow-file g because seven -->"],
    ]);
  });

  it("reads members of the SQL contract", () => {
    const text = `{
  "schema_warden_allow": [{ "rule": "z", "because": "all of it" }],
  "queries": { "list": { "sql": "SELECT 1", "schema_warden_allow": [{ "rule": "a", "because": "it is so" }, { "rule": "b" }] } }
}`;
    const { own } = waiversOf("SQL_CONTRACT.json", text);
    expect(
      own.map(({ scope, rules, reason, covers }) => [
        scope,
        rules[0]?.value,
        reason,
        text.slice(covers.start.offset).slice(0, 6),
      ]),
    ).toEqual([
      ["file", "z", "all of it", '{\n  "s'],
      ["entry", "a", "it is so", '"list"'],
      ["entry", "b", undefined, '"list"'],
    ]);
  });

  it("never throws, and every place lies inside of its file", () => {
    const pieces = fc.constantFrom(
      ...'schema-warden: allow |-file| because |a|,|-- |/*|*/|\n|\'|"|`|$$|# |<!-- | -->|### |```\n|\\||;|{|}|[|]|squawk-ignore |"schema_warden_allow": |\\'.split(
        "|",
      ),
    );
    const path = fc.constantFrom("a.sql", "a.md", "a.json", "a.py", "a.ts");
    fc.assert(
      fc.property(path, fc.array(pieces, { maxLength: 40 }), (name, parts) => {
        const text = parts.join("");
        const { own, foreign } = readWaivers({ path: name, text, statements: [] });
        for (const { at, covers } of [...own, ...foreign]) {
          for (const place of [at, covers]) {
            expect(place.start.offset).toBeLessThanOrEqual(place.end.offset);
            expect(place.end.offset).toBeLessThanOrEqual(text.length);
          }
        }
      }),
    );
  });

  it("reads a megabyte of comment marks at once", () => {
    for (const [path, text] of [
      ["a.sql", `-- schema-warden: allow a because b\n${"/*".repeat(500_000)}`],
      ["a.sql", `-- schema-warden: allow a because b\n${"'".repeat(1_000_001)}`],
      ["a.md", `<!-- schema-warden: allow a because b -->\n${"<!-- ".repeat(200_000)}`],
      ["a.json", `{"schema_warden_allow": ${"[".repeat(500_000)}`],
    ] as const) {
      const before = performance.now();
      readWaivers({ path, text, statements: [] });
      expect(performance.now() - before).toBeLessThan(2_000);
    }
  });
});

function waiversOf(path: string, text: string): FileWaivers {
  const statements = path.endsWith(".sql")
    ? sql.readScript({ path, text, transactional: true }).statements.map(({ at }) => at)
    : [];
  return readWaivers({ path, text, statements });
}

function fail(): never {
  throw new Error("nothing was read");
}

describe("a contract whose other edition was read", () => {
  const waiver = "<!-- schema-warden: allow a because it is so -->";
  const found = (text: string) =>
    readWaivers({ path: "editions.md", text, statements: [] }).own.map(({ at }) => at.start.offset);

  it.each([
    ["gains a waiver", "# A\n\nwords\n\n# B\n", `# A\n\nwords\n${waiver}\n# B\n`],
    ["has one completed", `# A\n\n${waiver.replace("warden", "war")}\n`, `# A\n\n${waiver}\n`],
    ["loses one", `# A\n\n${waiver}\n# B\n`, "# A\n\n# B\n"],
    ["keeps one that it had", `# A\n\n${waiver}\n# B\n`, `# A\n\n${waiver}\n# B\n\nwords\n`],
  ])("%s", (_, old, text) => {
    const at = (one: string) => (one.includes(waiver) ? [one.indexOf("schema-warden")] : []);
    expect([found(old), found(text), found(old)]).toEqual([at(old), at(text), at(old)]);
  });
});
