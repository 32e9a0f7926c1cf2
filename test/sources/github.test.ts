import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { UserError } from "../../src/model/user-error.ts";
import { type GitHubOptions, openGitHub } from "../../src/sources/github.ts";
import { hasLoopback, needsLoopback } from "../loopback.ts";
import { GitHubServer, type GitHubServerOptions } from "./github-server.ts";
import { octokitFor } from "./octokit-for.ts";
import { TemporaryRepository } from "./temporary-repository.ts";

const repository = new TemporaryRepository();
let base = "";
let head = "";
let stranger = "";
const servers: GitHubServer[] = [];

beforeAll(() => {
  const many = Object.fromEntries(
    Array.from({ length: 250 }, (_, n) => [`migrations/deep/${n}_x.sql`, `SELECT ${n};\n`]),
  );
  base = repository.commit({ "README.md": "A shop.\n", "a.sql": "SELECT 1;\n" });
  repository.git("checkout", "--quiet", "-b", "change");
  head = repository.commit(many);
  repository.git("checkout", "--quiet", "--orphan", "elsewhere");
  stranger = repository.commit({ "b.sql": "SELECT 2;\n" });
});
afterAll(() => repository.remove());
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function open(server: Partial<GitHubServerOptions> = {}, options: Partial<GitHubOptions> = {}) {
  const running = new GitHubServer({ repository, base, head, ...server });
  servers.push(running);
  const octokit = octokitFor(await running.start());
  return { running, source: await openGitHub({ octokit, owner: "octo", repository: "shop", number: 7, ...options }) };
}

describe.skipIf(!hasLoopback)(needsLoopback("changed files"), () => {
  it("are read page by page", async () => {
    const { source, running } = await open();
    const { changes, truncated } = await source.changes();
    expect([changes.length, truncated]).toEqual([250, false]);
    expect(running.requests.filter((it) => it.includes("/files"))).toHaveLength(3);
  });

  it("are read up to the limit, which is said", async () => {
    const { source, running } = await open(
      {},
      { limits: { fileBytes: 1_000, contractBytes: 1_000, changedFiles: 150 } },
    );
    const { changes, truncated } = await source.changes();
    expect([changes.length, truncated]).toEqual([150, true]);
    expect(running.requests.filter((it) => it.includes("/files"))).toHaveLength(2);
  });
});

describe.skipIf(!hasLoopback)(needsLoopback("trees and texts"), () => {
  it("walks a tree that is too big for one answer", async () => {
    const { source } = await open({ mostEntries: 100 });
    expect(await source.list("head")).toHaveLength(252);
  });

  it("reads many files in batches, the same text once", async () => {
    const { source, running } = await open();
    const paths = (await source.list("head")).filter((path) => path.endsWith(".sql"));
    expect((await source.read("head", paths)).size).toBe(251);
    expect(running.requests.filter((it) => it.startsWith("graphql"))).toEqual(["graphql 149", "graphql 101"]);
  });

  it("reads the fork where the base repository does not know the head", async () => {
    const { source, running } = await open({ headOnlyInFork: true });
    const texts = await source.read("head", ["migrations/deep/7_x.sql"]);
    expect(texts.get("migrations/deep/7_x.sql")).toMatchObject({ text: "SELECT 7;\n" });
    expect(running.requests).toContainEqual(expect.stringMatching(/^\/repos\/fork\/shop\/git\/trees/));
  });

  it("asks nothing of a pull request that the caller knows", async () => {
    const pullRequest = { base: { ref: "main", sha: base }, head: { ref: "change", sha: head, repo: null } };
    const { source, running } = await open({}, { pullRequest });
    expect(running.requests).toEqual([]);
    expect(source.describe("head")).toEqual({ ref: "change", commit: head });
  });

  it("lists the base from head and what changed, without asking for it", async () => {
    const { source, running } = await open();
    await source.changes();
    const [before, after] = await Promise.all([source.list("base"), source.list("head")]);
    expect([before, after.length]).toEqual([["README.md", "a.sql"], 252]);
    expect(running.requests.filter((it) => it.includes("/git/trees/"))).toHaveLength(1);
  });
});

describe.skipIf(!hasLoopback)(needsLoopback("what a person can mend is one sentence"), () => {
  it("for a pull request that is not there", async () => {
    const failure = await open({}, { number: 8 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect(String(failure)).toContain("Pull request #8 of octo/shop was not found. Check its number");
  });

  it("for histories without a common ancestor", async () => {
    const { source } = await open({ head: stranger });
    const failure = await source.list("base").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect(String(failure)).toContain("main and change have no common ancestor. Rebase");
  });
});
