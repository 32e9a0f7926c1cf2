import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import { toMarkdown } from "../../src/report/to-markdown.ts";

const SHOP = join(import.meta.dirname, "../../examples/shop");
const CASES = join(import.meta.dirname, "cases");

/** The files of a folder by their paths in it; none for a folder that is not there. */
function filesIn(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name));
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
}

/** What the review says on the pull request, as a reviewer reads it. */
async function reviewed(base: ReadonlyMap<string, string>, head: ReadonlyMap<string, string>): Promise<string> {
  return toMarkdown(await reviewFiles(base, head));
}

describe("the example pull requests are reviewed as the shop's README says", () => {
  const base = filesIn(join(SHOP, "base"));

  it.each(readdirSync(join(SHOP, "pull-requests")))("%s", async (name) => {
    const changed = filesIn(join(SHOP, "pull-requests", name));
    await expect(await reviewed(base, new Map([...base, ...changed]))).toMatchFileSnapshot(`shop/${name}.md`);
  });
});

describe("cases: base and head folders, and the review between them", () => {
  it.each(readdirSync(CASES))("%s", async (name) => {
    const [base, head] = [filesIn(join(CASES, name, "base")), filesIn(join(CASES, name, "head"))];
    await expect(await reviewed(base, head)).toMatchFileSnapshot(`cases/${name}/review.md`);
  });
});
