import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { listRuleFiles, ruleIndex } from "../../scripts/rule-index.ts";

const folder = join(import.meta.dirname, "../../src/rules");

it("lists in rules.generated.ts the rules that are there", async () => {
  const index = await readFile(join(folder, "rules.generated.ts"), "utf8");
  expect(index, "run `npm run generate`").toBe(ruleIndex(await listRuleFiles(folder)));
});
