import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gatherReviewInput } from "../src/gather.ts";
import type { Source } from "../src/model/snapshot.ts";
import { defaultPolicy } from "../src/policy/default-policy.ts";
import { openGitHub } from "../src/sources/github.ts";
import { openLocalGit } from "../src/sources/local-git.ts";
import { hasLoopback, needsLoopback } from "./loopback.ts";
import { GitHubServer } from "./sources/github-server.ts";
import { octokitFor } from "./sources/octokit-for.ts";
import { TemporaryRepository } from "./sources/temporary-repository.ts";

const repository = new TemporaryRepository();
afterAll(() => repository.remove());

const path = "migrations/0002_x.sql";
const contract = `# Database Schema Contract

The workflow: mark the column as deprecated in this contract.

## Tables

### Table: users

| Column | Type | Description |
|---|---|---|
| id | bigint | |
| fax | text | DEPRECATED since 2.1.0 |
| name | text | |

### Table: old_users

**Status:** DEPRECATED since 2.0.0
`;

beforeAll(() => {
  repository.commit({ "DATABASE_SCHEMA_CONTRACT.md": contract, "migrations/0001_x.sql": "SELECT 1;\n" });
  for (const tag of ["v2.10.0", "v2.2.0", "v2.1.0", "latest"]) repository.git("tag", tag);
  repository.git("branch", "promised");
  repository.commit({ "README.md": "ahead\n" });
  repository.git("tag", "v3.0.0");
  repository.git("checkout", "--quiet", "-B", "other", "promised");
});

async function pullRequest(migration: string): Promise<Source> {
  repository.git("checkout", "--quiet", "-B", "change", "promised");
  repository.commit({ [path]: `${migration}\n` });
  return openLocalGit({ dir: repository.dir, base: "promised", head: "change" });
}

const releasesOf = async (source: Source) => (await gatherReviewInput(source, defaultPolicy)).evidence.releases;

describe("release tags", () => {
  it.each(["ALTER TABLE users DROP COLUMN fax;", "DROP TABLE old_users;", "ALTER TABLE users RENAME COLUMN fax TO f;"])(
    "are gathered where what is deprecated goes, those of the base by version: %s",
    async (migration) => {
      expect(await releasesOf(await pullRequest(migration))).toEqual(["v2.1.0", "v2.2.0", "v2.10.0"]);
    },
  );

  it.each([
    "ALTER TABLE users DROP COLUMN name;",
    "ALTER TABLE users ADD COLUMN fax2 text;",
    "UPDATE users SET fax = '';",
  ])("are not asked for otherwise: %s", async (migration) => {
    const source = await pullRequest(migration);
    expect(await releasesOf({ ...bound(source), releases: () => Promise.reject(new Error("asked")) })).toBeUndefined();
  });
});

describe.skipIf(!hasLoopback)(`release tags on GitHub${needsLoopback}`, () => {
  it("take one request, and none where nothing deprecated goes", async () => {
    for (const [migration, asked] of [
      ["ALTER TABLE users DROP COLUMN fax;", true],
      ["ALTER TABLE users DROP COLUMN name;", false],
    ] as const) {
      await pullRequest(migration);
      const revision = (name: string) => repository.git("rev-parse", name).trim();
      const server = new GitHubServer({ repository, base: revision("promised"), head: revision("change") });
      const octokit = octokitFor(await server.start());
      const source = await openGitHub({ octokit, owner: "acme", repository: "shop", number: 7 });
      const releases = await releasesOf(source);
      await server.stop();
      expect(releases).toEqual(asked ? ["v2.1.0", "v2.2.0", "v2.10.0", "v3.0.0"] : undefined);
      expect(server.requests.filter((request) => request === "graphql tags")).toHaveLength(asked ? 1 : 0);
    }
  });
});

function bound(source: Source): Source {
  return {
    describe: (side) => source.describe(side),
    changes: () => source.changes(),
    list: (side) => source.list(side),
    peek: (wanted, name) => source.peek(wanted, name),
    read: (side, paths) => source.read(side, paths),
  };
}
