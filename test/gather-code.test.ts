import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gatherReviewInput } from "../src/gather.ts";
import type { ReviewInput } from "../src/model/review-input.ts";
import { defaultPolicy } from "../src/policy/default-policy.ts";
import { openLocalGit } from "../src/sources/local-git.ts";
import { type Contents, TemporaryRepository } from "./sources/temporary-repository.ts";

const repository = new TemporaryRepository();
afterAll(() => repository.remove());

const contracts = { "SQL_CONTRACT.json": "{}\n", "API_CONTRACT.md": "# API Contract\n" };
const query = 'export const f = (db) => db.query("SELECT a FROM b");\n';

beforeAll(() => {
  repository.commit({ "src/index.ts": "export {};\n", "src/old.ts": query });
  repository.git("branch", "bare");
  repository.commit(contracts);
  repository.git("branch", "promised");
});

async function gathered(from: "bare" | "promised", changes: Readonly<Record<string, Contents>>): Promise<ReviewInput> {
  repository.git("checkout", "--quiet", "-B", "change", from);
  repository.commit(changes);
  const source = await openLocalGit({ dir: repository.dir, base: from, head: "change" });
  return gatherReviewInput(source, defaultPolicy);
}

const filesOf = ({ base, head }: ReviewInput) =>
  [...new Set([...base.files.keys(), ...head.files.keys()])].filter((path) => !(path in contracts)).toSorted();

describe("what is read of changed code", () => {
  it("is what looks like a query or a route, where a contract could speak of it", async () => {
    const changes = {
      "src/a.ts": query,
      "src/b.ts": "export const b = 1;\n",
      "test/c.test.ts": query,
      "README.md": query,
    };
    const input = await gathered("promised", changes);
    expect(filesOf(input)).toEqual(["src/a.ts"]);
    expect(input.code?.head.map(({ path, queries }) => [path, queries.length])).toEqual([["src/a.ts", 1]]);
    expect(filesOf(await gathered("bare", changes))).toEqual([]);
  });

  it("is models without any contract, and only those that their path names", async () => {
    const model = 'class A(Base):\n    __tablename__ = "a"\n    id = Column(Integer, primary_key=True)\n';
    const input = await gathered("bare", {
      "app/models.py": model,
      "app/views.py": "x = 1\n",
      "prisma/schema.prisma": "model b {\n  id Int @id\n}\n",
    });
    expect(filesOf(input)).toEqual(["app/models.py", "prisma/schema.prisma"]);
    expect(input.code?.head.flatMap(({ declarations }) => declarations.map(({ orm }) => orm))).toEqual([
      "sqlalchemy",
      "prisma",
    ]);
  });

  it("is what goes, too, for it may have moved", async () => {
    const input = await gathered("promised", {
      "src/old.ts": null,
      "src/new.ts": `// moved\n${query}export const g = 1;\nexport const h = 2;\n`,
    });
    expect(input.code?.base.flatMap(({ queries }) => queries.map(({ sql }) => sql))).toEqual(["SELECT a FROM b"]);
  });

  it("stays bounded, and says what it leaves out", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 230 }, (_, n) => [`src/f${1000 + n}.ts`, query.replace("a FROM", `a${n} FROM`)]),
    );
    const input = await gathered("promised", { ...many, "src/e.ts": `${query}// ${"x".repeat(400_000)}\n` });
    expect(input.code?.head.filter(({ queries }) => queries.length > 0)).toHaveLength(199);
    const told = input.code?.head.flatMap(({ diagnostics }) => diagnostics.map(({ kind, at }) => [kind, at.path]));
    expect(told).toEqual([
      ["limit-reached", "src/f1199.ts"],
      ["limit-reached", "src/e.ts"],
    ]);
  });
});
