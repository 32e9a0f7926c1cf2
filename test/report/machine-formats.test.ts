import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { beforeAll, describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import type { RuleFacts } from "../../src/model/rule-facts.ts";
import { toGithubAnnotations } from "../../src/report/to-github-annotations.ts";
import { toJunit } from "../../src/report/to-junit.ts";
import { toSarif } from "../../src/report/to-sarif.ts";
import { rules } from "../../src/rules/rules.generated.ts";
import { hostileTexts, withText } from "./hostile-report.ts";
import { finding, place, sampleReport } from "./sample-report.ts";

const hostile = hostileTexts.map((text, at) => [at, text] as const);
const facts: readonly RuleFacts[] = rules;
const folder = join(import.meta.dirname, "schemas");

type Sarif = {
  readonly runs: readonly [
    {
      readonly results: readonly {
        readonly ruleId: string;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly [
          { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } },
        ];
        readonly suppressions?: readonly { readonly justification: string }[];
        readonly fixes?: readonly unknown[];
      }[];
      readonly invocations: readonly [{ readonly toolExecutionNotifications: readonly unknown[] }];
    },
  ];
};

describe("toSarif", () => {
  let check: (sarif: string) => readonly string[];
  beforeAll(async () => {
    const ajv = new Ajv2020({ allErrors: true, strict: false });
    (formats as unknown as (to: Ajv2020) => void)(ajv);
    const validate = ajv.compile(JSON.parse(await readFile(join(folder, "sarif-2.1.0.schema.json"), "utf8")));
    check = (sarif) =>
      validate(JSON.parse(sarif))
        ? []
        : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  });

  it("is valid SARIF 2.1.0, with all that was found, waived and unread", () => {
    const sarif = toSarif(sampleReport, facts);
    expect(check(sarif)).toEqual([]);
    const [run] = (JSON.parse(sarif) as Sarif).runs;
    expect(
      run.results.map(({ ruleId, level, suppressions, fixes }) => [
        ruleId,
        level,
        suppressions?.length ?? 0,
        fixes?.length ?? 0,
      ]),
    ).toEqual([
      ["drop-column", "error", 0, 0],
      ["column-undocumented", "error", 0, 1],
      ["drop-cascade", "warning", 0, 0],
      ["contract-drift", "note", 0, 0],
      ["lock-timeout-missing", "warning", 1, 0],
    ]);
    expect(run.invocations[0].toolExecutionNotifications).toHaveLength(1);
  });

  it.each(hostile)("stays valid with hostile text %i", (_, text) => {
    expect(check(toSarif(withText(sampleReport, text), facts))).toEqual([]);
  });

  it("keeps apart from the format's own placeholders and links, and paths from URIs", () => {
    const report = {
      ...sampleReport,
      findings: [finding({ what: "Default \\{0\\} and \\[text\\](1)", at: place("db/a b#1?%/ü.sql", 2) })],
    };
    const [run] = (JSON.parse(toSarif(report, facts)) as Sarif).runs;
    expect(run.results[0]?.message.text).toContain("{{0}}");
    expect(run.results[0]?.message.text).toContain("\\[text](1)");
    expect(run.results[0]?.locations[0].physicalLocation.artifactLocation.uri).toBe("db/a%20b%231%3F%25/%C3%BC.sql");
  });

  it("tells of each rule what GitHub asks for, and links its page where it has an address", () => {
    const driver = (sarif: string) =>
      (JSON.parse(sarif) as { runs: [{ tool: { driver: { rules: Record<string, unknown>[] } } }] }).runs[0].tool.driver;
    const linked = toSarif(sampleReport, facts, { rulePages: "https://example.org/rules/" });
    expect(check(linked)).toEqual([]);
    for (const rule of driver(linked).rules) {
      expect(rule).toMatchObject({
        name: expect.stringMatching(/^[A-Z]\w+$/),
        helpUri: `https://example.org/rules/${rule.id}.md`,
        shortDescription: { text: expect.stringMatching(/./) },
        fullDescription: { text: expect.stringMatching(/./) },
        help: { text: expect.stringMatching(/./), markdown: expect.stringMatching(/./) },
        defaultConfiguration: { level: expect.stringMatching(/^(error|warning|note)$/) },
        properties: { "problem.severity": expect.stringMatching(/^(error|warning|recommendation)$/) },
      });
    }
    expect(driver(toSarif(sampleReport, facts)).rules[0]).not.toHaveProperty("helpUri");
  });

  it("fits GitHub's bound of results", () => {
    const many = Array.from({ length: 25_100 }, (_, at) => finding({ fingerprint: `${at}` }));
    const [run] = (JSON.parse(toSarif({ ...sampleReport, findings: many }, [])) as Sarif).runs;
    expect(run.results).toHaveLength(25_000);
    expect(JSON.stringify(run.invocations)).toContain("results are left out: GitHub takes no more than 25000");
  });
});

describe("toJunit", () => {
  const problems = async (xml: string) => {
    const schema = await readFile(join(folder, "junit-10.xsd"), "utf8");
    const { errors } = await validateXML({ xml: [{ fileName: "junit.xml", contents: xml }], schema: [schema] });
    return errors.map(({ message }) => message);
  };

  it("is valid JUnit XML: errors fail, waived findings are skipped", async () => {
    const xml = toJunit(sampleReport);
    expect(await problems(xml)).toEqual([]);
    expect(xml).toContain('<testsuites name="schema-warden" tests="7" failures="2" errors="0">');
    expect(xml.match(/<failure /g)).toHaveLength(2);
    expect(xml.match(/<skipped type="lock-timeout-missing" message="Waived at /g)).toHaveLength(1);
  });

  it("passes where nothing is found", async () => {
    const xml = toJunit({ ...sampleReport, findings: [], waivers: [], diagnostics: [] });
    expect(await problems(xml)).toEqual([]);
    expect(xml).toContain('tests="1" failures="0" errors="0"');
  });

  it("stays valid with every hostile text", async () => {
    for (const [, text] of hostile) expect(await problems(toJunit(withText(sampleReport, text)))).toEqual([]);
    const low = Array.from({ length: 0x20 }, (_, at) => String.fromCharCode(at)).join("");
    const controls = `${low}\u007f\ufffe\uffff\udfff]]>`;
    expect(await problems(toJunit(withText(sampleReport, controls)))).toEqual([]);
  });
});

describe("toGithubAnnotations", () => {
  it("is a command for each finding, waiver and diagnostic, and a sentence", () => {
    const lines = toGithubAnnotations(sampleReport).trimEnd().split("\n");
    expect(lines.map((line) => line.split(" ")[0])).toEqual([
      "::error",
      "::error",
      "::warning",
      "::notice",
      "::notice",
      "::notice",
      "Schema",
    ]);
    expect(lines[0]).toMatch(
      /^::error file=migrations\/0007_trim_orders\.sql,line=3,endLine=3,title=Schema Warden%3A drop-column::`orders\.email` is dropped/,
    );
  });

  it("puts errors first, for the runner shows ten of a kind", () => {
    const findings = (["info", "warning", "error"] as const).map((severity) => finding({ severity }));
    const lines = toGithubAnnotations({ ...sampleReport, findings }).split("\n");
    expect(lines.slice(0, 3).map((line) => line.split(" ")[0])).toEqual(["::error", "::warning", "::notice"]);
  });

  it("escapes what would end a property or a command", () => {
    const at = { ...place("a,b:c%\n::error::x.sql", 2), end: { line: 2, column: 9, offset: 8 } };
    const [line] = toGithubAnnotations({
      ...sampleReport,
      findings: [finding({ at, what: "100 %\r\n::stop-commands::x" })],
    }).split("\n");
    expect(line).toMatch(
      /^::error file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ax\.sql,line=2,endLine=2,col=1,endColumn=9,title=[^:,]+::100 %25 ::stop-commands::x%0A/,
    );
  });

  it.each(hostile)("gives hostile text %i no line of its own", (_, text) => {
    const lines = toGithubAnnotations(withText(sampleReport, text))
      .trimEnd()
      .split(/[\n\r\u2028\u2029]/);
    expect(lines).toHaveLength(7);
    for (const line of lines) expect(line).toMatch(/^(::(error|warning|notice) file=[^:\n]*::|Schema Warden:)/);
  });
});
