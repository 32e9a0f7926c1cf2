import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lockForms } from "../../src/locks/postgresql/lock-forms.ts";
import { refusedCases } from "./refused-cases.ts";
import { type Proof, ruleProofs, withoutClaim } from "./rule-proofs.ts";

const root = new URL("../../", import.meta.url);
const folder = new URL("src/rules/online/", root);
const rules = readdirSync(folder).flatMap((file) => {
  const text = readFileSync(new URL(file, folder), "utf8");
  const id = file.replace(/\.ts$/, "");
  return text.includes(`id: "${id}"`) ? [{ id, text }] : [];
});

describe("every rule of online/", () => {
  it("is proved on a server, or named with the reason why there is nothing to prove", () => {
    const named = [...Object.keys(ruleProofs), ...Object.keys(withoutClaim)];
    expect(named.sort()).toEqual(rules.map(({ id }) => id).sort());
    expect(Object.values(ruleProofs).filter((proofs) => proofs.length === 0)).toEqual([]);
  });

  it("that looks at locks has its claim proved", () => {
    const claiming = rules.filter(({ text }) => /\b(?:longLock|longLockOn|stoppingLocks)\(|\blocks\.get\(/.test(text));
    expect(claiming.length).toBeGreaterThan(20);
    expect(claiming.filter(({ id }) => withoutClaim[id] !== undefined).map(({ id }) => id)).toEqual([]);
  });
});

describe("the table in docs/decisions/0006", () => {
  const page = readFileSync(new URL("docs/decisions/0006-locks-as-data.md", root), "utf8");
  const rows = [
    ...Object.entries(ruleProofs).map(([id, proofs]) => `| \`${id}\` | ${proofs.map(wordsOf).join("; ")} |`),
    ...Object.entries(withoutClaim).map(([id, reason]) => `| \`${id}\` | nothing to prove: ${reason} |`),
  ];

  it("says of each rule what proves it", () => {
    expect(page).toContain(`| rule | proved by |\n| --- | --- |\n${rows.join("\n")}\n`);
  });
});

function wordsOf({ forms = [], refused, test }: Proof): string {
  if (refused !== undefined) return `refused: \`${refused}\``;
  if (test !== undefined) return `\`${test[0]}\``;
  return forms.map((form) => `"${form}"`).join(", ");
}

describe("every proof", () => {
  const proofs = Object.entries(ruleProofs).flatMap(([id, all]) => all.map((proof) => ({ id, ...proof })));

  it.each(proofs)("of $id is there", ({ forms = [], refused, test }) => {
    expect(forms.filter((form) => lockForms[form] === undefined)).toEqual([]);
    if (refused !== undefined) expect(refusedCases.some(({ sql }) => sql.startsWith(refused))).toBe(true);
    if (test !== undefined) expect(readFileSync(new URL(test[0], root), "utf8")).toContain(test[1]);
    expect(forms.length > 0 || refused !== undefined || test !== undefined).toBe(true);
  });
});
