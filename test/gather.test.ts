import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gatherHistory, gatherReviewInput } from "../src/gather.ts";
import { configurationPaths } from "../src/model/policy.ts";
import type { ReviewInput } from "../src/model/review-input.ts";
import type { Side, Source } from "../src/model/snapshot.ts";
import { defaultPolicy } from "../src/policy/default-policy.ts";
import { openGitHub } from "../src/sources/github.ts";
import { openLocalGit } from "../src/sources/local-git.ts";
import { hasLoopback, needsLoopback } from "./loopback.ts";
import { GitHubServer } from "./sources/github-server.ts";
import { octokitFor } from "./sources/octokit-for.ts";
import { type Contents, TemporaryRepository } from "./sources/temporary-repository.ts";

const repository = new TemporaryRepository();
afterAll(() => repository.remove());

const contracts = {
  "docs/DATABASE_SCHEMA_CONTRACT.md": "# Database Schema Contract\n",
  "docs/SQL_CONTRACT.json": "{}\n",
  "docs/API_CONTRACT.md": "# API Contract\n",
};
const migrations = Object.fromEntries(
  [1, 2, 3].flatMap((n) => [
    [`db/migrations/000${n}_x.up.sql`, `CREATE TABLE t${n} (id int);\n`],
    [`db/migrations/000${n}_x.down.sql`, `DROP TABLE t${n};\n`],
  ]),
);
const elsewhere = { "billing/migrations/0001_a.up.sql": "CREATE TABLE bills (id int);\n" };

beforeAll(() => {
  repository.commit({ "src/index.ts": "export {};\n", ...migrations, ...elsewhere });
  repository.git("branch", "bare");
  repository.commit(contracts);
  repository.git("branch", "promised");
});

/** A pull request that makes these changes to a branch. */
async function pullRequest(from: "bare" | "promised", changes: Readonly<Record<string, Contents>>): Promise<Source> {
  repository.git("checkout", "--quiet", "-B", "change", from);
  repository.commit(changes);
  return openLocalGit({ dir: repository.dir, base: from, head: "change" });
}

const read = (input: ReviewInput, side: Side) => [...input[side].files.keys()].toSorted();
const added = {
  "db/migrations/0004_x.up.sql": "ALTER TABLE t1 ADD b int;\n",
  "db/migrations/0004_x.down.sql": "ALTER TABLE t1 DROP b;\n",
};

describe("what a review of a pull request reads", () => {
  it("is nothing but the list of changes where no schema is touched", async () => {
    const source = await pullRequest("promised", {
      "src/index.ts": "export const a = 1;\n",
      "db/queries/a.sql": "SELECT 1;\n",
    });
    const input = await gatherReviewInput(forbidding(source), defaultPolicy);
    expect(input.changes).toHaveLength(2);
    expect([input.base.paths, input.head.paths, input.base.files.size, input.head.files.size]).toEqual([[], [], 0, 0]);
    expect(input.head.commit).toBe(source.describe("head").commit);
  });

  it("is the changed migrations and the contracts of both sides", async () => {
    const input = await gatherReviewInput(await pullRequest("promised", added), defaultPolicy, { today: "2026-01-31" });
    expect(read(input, "base")).toEqual(Object.keys(contracts).toSorted());
    expect(read(input, "head")).toEqual([...Object.keys(added), ...Object.keys(contracts)].toSorted());
    expect(input.base.paths).toContain("db/migrations/0001_x.up.sql");
    expect([input.evidence, input.policy, input.changesTruncated]).toEqual([
      { today: "2026-01-31" },
      { ...defaultPolicy, dialect: "postgresql" },
      false,
    ]);
  });

  it("is a migration's other direction, too", async () => {
    const source = await pullRequest("promised", { "db/migrations/0002_x.down.sql": "DROP TABLE IF EXISTS t2;\n" });
    const pair = ["db/migrations/0002_x.down.sql", "db/migrations/0002_x.up.sql"];
    const input = await gatherReviewInput(source, defaultPolicy);
    expect(read(input, "head")).toEqual([...pair, ...Object.keys(contracts)].toSorted());
    expect(read(input, "base")).toEqual([...pair, ...Object.keys(contracts)].toSorted());
  });

  it("is a renamed migration by its old name at base, a removed one at base alone", async () => {
    const source = await pullRequest("promised", {
      "db/migrations/0003_x.up.sql": null,
      "db/migrations/0005_x.up.sql": migrations["db/migrations/0003_x.up.sql"] ?? "",
      "db/migrations/0001_x.up.sql": null,
      "db/migrations/0001_x.down.sql": null,
    });
    const input = await gatherReviewInput(source, defaultPolicy);
    const sql = (side: Side) => read(input, side).filter((path) => path.endsWith(".up.sql"));
    expect(sql("base")).toEqual(["db/migrations/0001_x.up.sql", "db/migrations/0003_x.up.sql"]);
    expect(sql("head")).toEqual(["db/migrations/0005_x.up.sql"]);
  });

  it("is the contracts of both sides when a contract alone changes", async () => {
    const input = await gatherReviewInput(
      await pullRequest("promised", { "docs/API_CONTRACT.md": "# API\n" }),
      defaultPolicy,
    );
    expect([read(input, "base"), read(input, "head")]).toEqual([
      Object.keys(contracts).toSorted(),
      Object.keys(contracts).toSorted(),
    ]);
  });

  it("is the contracts where configuration has them", async () => {
    const policy = { ...defaultPolicy, contracts: { ...defaultPolicy.contracts, database: "SCHEMA.md" } };
    const input = await gatherReviewInput(
      await pullRequest("promised", { ...added, "SCHEMA.md": "# Schema\n" }),
      policy,
      { history: "never" },
    );
    expect(read(input, "head")).toContain("SCHEMA.md");
    expect(read(input, "head")).not.toContain("docs/DATABASE_SCHEMA_CONTRACT.md");
  });
});

describe("the history of the base", () => {
  const history = ["db/migrations/0001_x.up.sql", "db/migrations/0002_x.up.sql", "db/migrations/0003_x.up.sql"];

  it("is read where no contract tells the base schema, of the histories that are touched", async () => {
    expect(read(await gatherReviewInput(await pullRequest("bare", added), defaultPolicy), "base")).toEqual(history);
  });

  it("is left alone when told so", async () => {
    const input = await gatherReviewInput(await pullRequest("bare", added), defaultPolicy, { history: "never" });
    expect(read(input, "base")).toEqual([]);
  });

  it("is read despite a contract when told so", async () => {
    const input = await gatherReviewInput(await pullRequest("promised", added), defaultPolicy, { history: "always" });
    expect(read(input, "base")).toEqual([...history, ...Object.keys(contracts)].toSorted());
  });

  it("is all histories when a first contract is all that changes", async () => {
    const input = await gatherReviewInput(await pullRequest("bare", contracts), defaultPolicy);
    expect(read(input, "base")).toEqual([...Object.keys(elsewhere), ...history].toSorted());
  });

  it("is what the schema of a side is made from, with progress when there is much of it", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 600 }, (_, n) => [`db/migrations/${1_000 + n}_y.up.sql`, `SELECT ${n};\n`]),
    );
    const source = await pullRequest("bare", many);
    const seen: string[] = [];
    const { snapshot } = await gatherHistory(source, "head", defaultPolicy, ({ read: done, of }) =>
      seen.push(`${done}/${of}`),
    );
    expect(snapshot.files.size).toBe(604);
    expect(seen).toEqual(["0/604", "500/604", "604/604"]);
    expect((await gatherHistory(source, "base", defaultPolicy)).snapshot.files.size).toBe(4);
  });
});

describe("bad input", () => {
  it("passes on what cannot be read as what it is", async () => {
    const source = await pullRequest("promised", {
      "db/migrations/0004_big.up.sql": Buffer.alloc(6_000_000, 0x2d),
      "db/migrations/0005_wide.up.sql": Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from("SELECT 1;\r\n", "utf16le"),
      ]),
      "db/migrations/0006_empty.up.sql": "",
      "db/migrations/0007_binary.up.sql": Buffer.from([0, 1, 2, 3, 0, 0, 0, 9]),
    });
    const { head } = await gatherReviewInput(source, defaultPolicy);
    expect(
      [...head.files].map(([path, file]) => [path.slice(14), file.kind]).filter(([path]) => path?.endsWith(".sql")),
    ).toEqual([
      ["0004_big.up.sql", "too-large"],
      ["0005_wide.up.sql", "text"],
      ["0006_empty.up.sql", "text"],
      ["0007_binary.up.sql", "binary"],
    ]);
  });
});

describe.skipIf(!hasLoopback)(needsLoopback("through GitHub"), () => {
  async function open(source: { from: "bare" | "promised"; changes: Readonly<Record<string, Contents>> }) {
    await pullRequest(source.from, source.changes);
    const [base, head] = [source.from, "change"].map((ref) => repository.git("rev-parse", ref).trim());
    const server = new GitHubServer({ repository, base: base ?? "", head: head ?? "", mostPatchLines: 20 });
    const octokit = octokitFor(await server.start());
    // As the app, which has it from the request that reads what it published.
    const known = new Map(configurationPaths.map((path) => [path, { kind: "absent" }] as const));
    return { server, source: await openGitHub({ octokit, owner: "octo", repository: "shop", number: 7, known }) };
  }

  it("gathers what a local review gathers", async () => {
    const large = Array.from({ length: 300 }, (_, n) => `SELECT ${n};\n`).join("");
    const changes = { ...added, "db/migrations/0005_big.up.sql": large, "docs/API_CONTRACT.md": "# API\n" };
    const local = await gatherReviewInput(await pullRequest("promised", changes), defaultPolicy);
    const { server, source } = await open({ from: "promised", changes });
    const remote = await gatherReviewInput(source, defaultPolicy);
    await server.stop();
    expect({ ...remote, base: { ...remote.base, ref: "" }, head: { ...remote.head, ref: "" } }).toEqual({
      ...local,
      base: { ...local.base, ref: "" },
      head: { ...local.head, ref: "" },
    });
    expect(remote.changes.find(({ path }) => path.includes("0005"))?.diffLines).toEqual([{ start: 1, end: 300 }]);
  });

  it("takes two requests for a pull request without schema, and five for an ordinary one", async () => {
    const none = await open({ from: "promised", changes: { "src/index.ts": "export const b = 1;\n" } });
    await gatherReviewInput(none.source, defaultPolicy);
    await none.server.stop();
    expect(none.server.requests).toHaveLength(2);
    const some = await open({ from: "promised", changes: { ...added, "docs/API_CONTRACT.md": "# API\n" } });
    await gatherReviewInput(some.source, defaultPolicy);
    await some.server.stop();
    const asked = some.server.requests.map((it) => it.replace(/\?.*/, "").replace(/[0-9a-f]{40}/g, "…")).toSorted();
    expect(asked).toEqual([
      "/repos/octo/shop/compare/…...…",
      "/repos/octo/shop/git/trees/…",
      "/repos/octo/shop/pulls/7",
      "/repos/octo/shop/pulls/7/files",
      "graphql 9",
    ]);
  });
});

/** A source whose listings and texts must not be asked for. */
function forbidding(source: Source): Source {
  const refuse = () => Promise.reject(new Error("this was not needed"));
  return {
    describe: (side) => source.describe(side),
    changes: () => source.changes(),
    peek: (path) => source.peek(path),
    list: refuse,
    read: refuse,
  };
}
