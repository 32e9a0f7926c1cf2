import { describe, expect, it } from "vitest";
import { problemsOf } from "./load.ts";

const top =
  "Allowed there: _extends, rules, overrides, database, migrations, contracts, databases, tables, deprecation, idempotency, waivers, signOff, limits.";
const severities = "must be one of error, warning, info, off";
const relative = "must be relative to the repository's root, with forward slashes and without a leading / or ./, not";

describe("each mistake is one sentence with its line and column", () => {
  it.each<[name: string, text: string, problem: string]>([
    ["a key at the top", "# x\nruels:\n", `2:1 There is no key "ruels" at the top. Did you mean "rules"? ${top}`],
    ["a key nothing is near to", "zzz: 1\n", `1:1 There is no key "zzz" at the top. ${top}`],
    [
      "extends as others spell it",
      "extends: a\n",
      `1:1 There is no key "extends" at the top. Did you mean "_extends"? ${top}`,
    ],
    ["the prototype", "__proto__: { rules: 1 }\n", `1:1 There is no key "__proto__" at the top. ${top}`],
    ["the constructor", "constructor: 1\n", `1:1 There is no key "constructor" at the top. ${top}`],
    [
      "a rule's prototype",
      "rules: { __proto__: off }\n",
      '1:10 There is no rule "__proto__". `schema-warden rules` lists all of them.',
    ],
    [
      "a rule",
      "rules:\n  drop-colum: off\n",
      '2:3 There is no rule "drop-colum". Did you mean "drop-column"? `schema-warden rules` lists all of them.',
    ],
    [
      "a rule in an override",
      "overrides:\n  - paths: [a]\n    rules: { drop_table: off }\n",
      '3:14 There is no rule "drop_table". Did you mean "drop-table"? `schema-warden rules` lists all of them.',
    ],
    [
      "a severity",
      "rules:\n  drop-column: warn\n",
      `2:16 "rules.drop-column" ${severities}, not "warn". Did you mean "warning"?`,
    ],
    [
      "a severity as a switch",
      "rules:\n  drop-column: false\n",
      `2:16 "rules.drop-column" ${severities}, not false. Did you mean "off"?`,
    ],
    [
      "a severity in a mapping",
      "rules:\n  drop-column: { severity: 2 }\n",
      `2:28 "rules.drop-column.severity" ${severities}, not 2.`,
    ],
    [
      "a rule's setting",
      "rules:\n  index-too-wide:\n    column: 3\n",
      '3:5 There is no key "column" in "rules.index-too-wide". Did you mean "columns"? Allowed there: severity, paths, columns.',
    ],
    [
      "a setting's kind",
      "rules:\n  index-too-wide: { columns: many }\n",
      '2:30 "rules.index-too-wide.columns" must be a number, not "many".',
    ],
    [
      "a section that is none",
      "database: postgres\n",
      '1:11 "database" must be a mapping of keys to values, not "postgres". Allowed there: product, version.',
    ],
    [
      "a rule's paths as a list",
      "rules:\n  drop-column:\n    paths: legacy/**\n",
      '3:12 "rules.drop-column.paths" must be a mapping of keys to values, not "legacy/**". Allowed there: only, except.',
    ],
    [
      "a pattern that is none",
      'rules:\n  naming-table: { pattern: "(" }\n',
      '2:28 "rules.naming-table.pattern" must be a regular expression of JavaScript, with a backslash before each sign that is meant as itself (unterminated group), not "(".',
    ],
    [
      "a pattern that is one only between brackets of ours",
      'rules:\n  naming-table: { pattern: "a)(b" }\n',
      '2:28 "rules.naming-table.pattern" must be a regular expression of JavaScript, with a backslash before each sign that is meant as itself (unmatched \')\'), not "a)(b".',
    ],
    [
      "a pattern that is a number",
      "rules:\n  naming-table: { pattern: 3 }\n",
      '2:28 "rules.naming-table.pattern" must be a text, not 3.',
    ],
    [
      "a list that is none",
      "migrations:\n  include: db/**\n",
      '2:12 "migrations.include" must be a list, not "db/**".',
    ],
    [
      "a product",
      "database: { product: postgres }\n",
      '1:22 "database.product" must be one of postgresql, cockroachdb, mysql, mariadb, sqlite, sqlserver, not "postgres". Did you mean "postgresql"?',
    ],
    [
      "a version",
      "database: { product: mysql, version: eight }\n",
      '1:38 "database.version" must be a version such as "16", "8.0" or "10.11", not "eight".',
    ],
    [
      "a version of nothing",
      "database: { version: 16 }\n",
      '1:22 "database.version" says nothing without "database.product". Add it.',
    ],
    ["an absolute glob", "migrations: { exclude: [/db/**] }\n", `1:25 "migrations.exclude[0]" ${relative} "/db/**".`],
    ["a path that leaves", "contracts: { sql: ../x.json }\n", `1:19 "contracts.sql" ${relative} "../x.json".`],
    ["a path of Windows", "contracts: { api: 'docs\\API.md' }\n", `1:19 "contracts.api" ${relative} "docs\\API.md".`],
    [
      "a number below",
      "limits: { statementsPerFile: 0 }\n",
      '1:30 "limits.statementsPerFile" must be at least 1, not 0.',
    ],
    [
      "a number above",
      "deprecation: { releasesBeforeDrop: 99 }\n",
      '1:36 "deprecation.releasesBeforeDrop" must be at most 20, not 99.',
    ],
    [
      "a broken number",
      "deprecation: { releasesBeforeDrop: 1.5 }\n",
      '1:36 "deprecation.releasesBeforeDrop" must be a whole number, not 1.5.',
    ],
    [
      "small beyond large",
      "tables: { smallRows: 9, largeRows: 3 }\n",
      '1:22 "tables.smallRows" (9) must not be more than "tables.largeRows" (3).',
    ],
    ["yes for true", "signOff: { author: yes }\n", '1:20 "signOff.author" must be true or false, not "yes".'],
    ["an override without rules", "overrides:\n  - paths: [a]\n", '2:5 "overrides[0]" lacks "rules".'],
    [
      "an override of no path",
      "overrides: [{ paths: [], rules: {} }]\n",
      '1:22 "overrides[0].paths" must have at least 1 entry, not 0.',
    ],
    [
      "a list in place of it all",
      "- rules\n",
      "1:1 The configuration must be a mapping of keys to values, not a list.",
    ],
    ["a word in place of it all", "rules\n", '1:1 The configuration must be a mapping of keys to values, not "rules".'],
    [
      "a rule that nobody may waive and that is none",
      'waivers:\n  forbidden: ["drop-*", "drop-colunm"]\n',
      '2:25 No rule fits "drop-colunm". Did you mean "drop-column"? `schema-warden rules` lists all of them.',
    ],
    [
      "a key twice",
      "rules: {}\nrules: {}\n",
      "2:1 This is not valid YAML: this key stands here twice. Keep one of the two.",
    ],
    [
      "a tab",
      "rules:\n\tdrop-column: off\n",
      "2:1 This is not valid YAML: it is indented with a tab. Indent with spaces.",
    ],
    [
      "two documents",
      "rules: {}\n---\nrules: {}\n",
      "2:1 This is not valid YAML: a second document starts here. Keep one, without a line of `---` between.",
    ],
    [
      "two colons",
      "rules: drop-column: off\n",
      "1:8 This is not valid YAML: a second colon stands in this line. Put what follows on lines of its own, or in quotes.",
    ],
    ["a tag", "rules: !!js/function x\n", "1:8 This is not valid YAML: Unresolved tag: tag:yaml.org,2002:js/function."],
    ["an anchor that is none", "rules: *x\n", '1:8 There is no anchor "x" above.'],
    ["a key that is a list", "? [a]\n: b\n", "1:3 This is not valid here: a key is one word."],
  ])("%s", async (_name, text, problem) => {
    expect(await problemsOf(text)).toEqual([problem]);
  });

  it("names them all, in their order", async () => {
    const text = "rules:\n  drop-colum: off\n  drop-table: fatal\nlimit: {}\n";
    expect((await problemsOf(text)).map((one) => one.slice(0, 4))).toEqual(["2:3 ", "3:15", "4:1 "]);
  });

  it("keeps what it quotes on one line, without control characters", async () => {
    const [problem = ""] = await problemsOf('rules: { drop-column: "a\\e[31m\\n\\u202eb" }\n');
    expect(problem).toContain('not "a [31m b".');
  });
});

describe("what is fine", () => {
  it.each([
    "",
    "# nothing\n",
    "rules:\n",
    "rules: {}\noverrides: []\n",
    "---\nrules: {}\n",
    "rules: { drop-column: off }",
    "\r\nrules:\r\n  drop-column: off\r\n",
  ])("%j", async (text) => {
    expect(await problemsOf(text)).toEqual([]);
  });
});

describe("hostile files", () => {
  const laughs = [
    "a: &a [x,x,x,x,x,x,x,x,x]",
    ..."bcdefg".split("").map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefg"[at]}`)}]`),
  ];
  it.each<[string, string, RegExp]>([
    ["a billion laughs", laughs.join("\n"), /more than 5000 values/],
    ["an anchor in itself", "rules: &a [*a]\n", /nested too deeply/],
    ["a well of lists", "[".repeat(30_000), /nested too deeply/],
    ["a well of entries", "- ".repeat(30_000), /nested too deeply/],
    ["a well of mappings", "{a: ".repeat(15_000), /nested too deeply/],
    ["a closed well", `${"[".repeat(600)}${"]".repeat(600)}`, /nested too deeply/],
    ["more than a configuration is", `# ${"x".repeat(70_000)}\n`, /larger than 64 KiB/],
    ["a control character", "rules:\n  \u0000: off\n", /There is no rule|not valid YAML/],
  ])("%s", async (_name, text, sentence) => {
    const started = performance.now();
    const problems = await problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it.each([
    [
      { kind: "too-large", bytes: 10_000_000, limit: 5_000_000 },
      "1:1 This is larger than 64 KiB, which no configuration is.",
    ],
    [{ kind: "binary", bytes: 3 }, "1:1 This is no text. Save it as UTF-8."],
    [{ kind: "unreadable", reason: "its line 3 is not UTF-8" }, "1:1 This cannot be read: its line 3 is not UTF-8."],
  ] as const)("%j", async (file, problem) => {
    expect(await problemsOf(file)).toEqual([problem]);
  });

  it("leaves the prototype of every object alone", async () => {
    await problemsOf("rules: { __proto__: { polluted: off } }\n__proto__: { polluted: 1 }\n");
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
