import { describe, expect, test } from "vitest";
import { readApiContract } from "../../src/contract/read-api-contract.ts";
import type { DatabaseContract } from "../../src/model/contract.ts";
import { databaseContract, fixture, sql } from "./reading.ts";

const [head = "", rest = ""] = fixture("clinic.md").split("### Table: patients");
const [section = "", tail = ""] = `### Table: patients${rest}`.split("### Table: visits");

function contractOf(tables: number): string {
  const sections = Array.from({ length: tables }, (_, index) => section.replaceAll("patients", `patients_${index}`));
  return `${head}${sections.join("")}### Table: visits${tail}`;
}

/** Milliseconds of processor time, the least of some runs: a busy machine makes no difference to it. */
function quickest(runs: number, run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let index = 0; index < runs; index += 1) {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

describe("ten thousand tables", () => {
  const large = contractOf(10_000);
  const small = contractOf(1_000);

  const ask = (text: string): DatabaseContract => {
    const contract = databaseContract(text);
    expect(contract.tables.get("patients_700")?.columns).toHaveLength(8);
    expect(contract.header.version?.value).toBe("3.4.1");
    return contract;
  };

  test("one of them is read within 300 ms", () => {
    expect(ask(large).tables.size).toBe(10_002);
    expect(quickest(5, () => ask(large))).toBeLessThan(300);
  });

  test("and the work beyond the headings does not grow with the others", () => {
    const section = (contract: DatabaseContract, key: string) => quickest(1, () => contract.tables.get(key));
    const inSmall = Math.min(...[1, 2, 3, 4, 5].map((n) => section(databaseContract(small), `patients_${n}`)));
    const inLarge = Math.min(...[1, 2, 3, 4, 5].map((n) => section(databaseContract(large), `patients_${n}`)));
    expect(inLarge).toBeLessThan(5 * inSmall + 5);
  });

  test("the header does not parse the tables", () => {
    const contract = databaseContract(large);
    const took = quickest(1, () => {
      expect(contract.header.changeLog).toHaveLength(3);
      expect(contract.policies.idempotency).toBeDefined();
      expect(contract.checklist).toHaveLength(2);
      expect(contract.technology.type?.value).toBe("PostgreSQL");
    });
    expect(took).toBeLessThan(20);
  });
});

describe("time stays linear", () => {
  /** Reads a text of `n` and of `4 n` units; four times the text may take some eight times the time, not sixteen. */
  const grows = (make: (n: number) => string, n: number) => {
    const small = make(n);
    const large = make(4 * n);
    const read = (text: string) => everything(text);
    read(small);
    const base = quickest(3, () => read(small));
    expect(quickest(2, () => read(large))).toBeLessThan(10 * base + 60);
  };

  test.each<[string, (n: number) => string, number]>([
    ["headings", (n) => "### Table: a\n".repeat(n), 8_000],
    [
      "headings of growing depth",
      (n) => Array.from({ length: n }, (_, index) => `${"#".repeat((index % 6) + 1)} h${index}\n`).join(""),
      4_000,
    ],
    ["unclosed fences", (n) => `### Table: a\n\n${"```sql\nx\n".repeat(n)}`, 10_000],
    ["unclosed comments", (n) => `## Tables\n\n### a\n\n${"text <!-- x\n".repeat(n)}`, 5_000],
    [
      "nested lists",
      (n) =>
        `## Tables\n\n### a\n\n${Array.from({ length: n }, (_, index) => `${" ".repeat(index % 400)}- x\n`).join("")}`,
      2_000,
    ],
    ["nested quotes", (n) => `## Tables\n\n### a\n\n${"> ".repeat(n)}x\n`, 20_000],
    ["back-ticks", (n) => `## Tables\n\n### a\n\n**Purpose:** ${"` `` ".repeat(n)}\n`, 5_000],
    ["stars", (n) => `## Tables\n\n### a\n\n**Purpose:** ${"*a **b ".repeat(n)}\n`, 5_000],
    ["brackets", (n) => `## Tables\n\n### a\n\n${"[".repeat(n)}\n`, 50_000],
    ["pipes", (n) => `## Tables\n\n### a\n\n|${"|".repeat(n)}\n|${"-|".repeat(n)}\n`, 20_000],
    [
      "a table of many columns",
      (n) =>
        `## Tables\n\n### a\n\n| Column | Type |${" x |".repeat(n)}\n|---|---|${"---|".repeat(n)}\n${`| a | TEXT |${" y |".repeat(n)}\n`.repeat(20)}`,
      1_000,
    ],
    [
      "a table of many rows",
      (n) => `## Tables\n\n### a\n\n| Column | Type |\n|---|---|\n${"| a | TEXT |\n".repeat(n)}`,
      800,
    ],
    [
      "a long change log",
      (n) => `## Change Log\n\n| Date | Version |\n|---|---|\n${"| 2026-01-01 | 1.0.0 |\n".repeat(n)}`,
      3_000,
    ],
    [
      "many migrations",
      (n) => `## Migration History\n\n${"### Migration: a\n\n**Date:** 2026-01-01\n\n".repeat(n)}`,
      1_000,
    ],
    ["one long line", (n) => `## Tables\n\n### a\n\n**Purpose:** ${"word ".repeat(n)}\n`, 100_000],
    ["one long type", (n) => `## Tables\n\n### a\n\n| Column | Type |\n|---|---|\n| a | ${"(".repeat(n)} |\n`, 2_000],
    [
      "a long list of columns in one cell",
      (n) => `## Tables\n\n### a\n\n| Column | Type |\n|---|---|\n| ${"`a`, ".repeat(n)} | TEXT |\n`,
      1_000,
    ],
  ])("%s", (_, make, n) => grows(make, n), 60_000);

  test("a hundred thousand headings", () => {
    expect(quickest(1, () => everything("### x\n".repeat(100_000)))).toBeLessThan(3_000);
  });

  test("fifty megabytes", () => {
    const text = contractOf(10_000).repeat(3);
    expect(quickest(1, () => databaseContract(text).header)).toBeLessThan(5_000);
  }, 30_000);

  test("a thousand endpoints", () => {
    const endpoint = (index: number) =>
      `#### \`GET /a${index}/{id}\`\n\n**Status:** active\n\n**Response:**\n\n\`\`\`json\n{ "a": 1 }\n\`\`\`\n\n- **Database Tables:** \`a\`\n- **SQL Query:** \`q\` (from SQL_CONTRACT.json)\n\n`;
    const text = `# API\n\n${Array.from({ length: 1_000 }, (_, index) => endpoint(index)).join("")}`;
    const read = () =>
      [...readApiContract({ path: "A.md", text }, sql).endpoints.values()].map(({ queries }) => queries?.length);
    expect(new Set(read())).toEqual(new Set([1]));
    expect(quickest(3, read)).toBeLessThan(1_000);
  });
});

function everything(text: string): void {
  const contract = databaseContract(text);
  for (const part of [
    contract.header,
    contract.policies,
    contract.checklist,
    contract.diagnostics,
    contract.placeholders,
    contract.enums,
  ])
    expect(part).toBeDefined();
  for (const entry of contract.migrations) expect(entry.changes).toBeDefined();
  for (const [, table] of contract.tables) expect(table.diagnostics).toBeDefined();
}
