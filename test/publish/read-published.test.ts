import nock from "nock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readPublished } from "../../src/publish/read-published.ts";
import { octokitFor } from "../sources/octokit-for.ts";

const API = "https://api.example.org";
const pullRequest = { owner: "octo", repository: "shop", number: 7 };

function answer(comments: readonly object[], end: string | null) {
  const none = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
  return {
    data: {
      viewer: { login: "schema-warden[bot]" },
      repository: {
        id: "R_1",
        pullRequest: {
          id: "PR_7",
          headRefOid: "b".repeat(40),
          comments: { nodes: comments, pageInfo: { hasNextPage: end !== null, endCursor: end } },
          reviewThreads: none,
        },
        object: null,
      },
    },
  };
}

describe("readPublished", () => {
  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });

  it("reads page after page until it knows every comment, and takes only its own for its own", async () => {
    const marked = "<!-- schema-warden:summary -->\nFine.";
    const first = nock(API)
      .post("/graphql", (body) => body.variables.comments === null)
      .reply(200, answer([{ id: "IC_1", body: marked, viewerDidAuthor: false }], "next"));
    const second = nock(API)
      .post("/graphql", (body) => body.variables.comments === "next")
      .reply(200, answer([{ id: "IC_2", body: marked, viewerDidAuthor: true }], null));
    const published = await readPublished(octokitFor(API), pullRequest, "a".repeat(40), 1);
    expect(published.summaries).toEqual([{ id: "IC_2", body: marked }]);
    expect(published).toMatchObject({ headCommit: "a".repeat(40), currentHead: "b".repeat(40), checks: [] });
    expect([first.isDone(), second.isDone()]).toEqual([true, true]);
  });

  it("throws what GitHub refuses", async () => {
    nock(API)
      .post("/graphql")
      .reply(200, { data: null, errors: [{ type: "NOT_FOUND", message: "Could not resolve to a Repository" }] });
    await expect(readPublished(octokitFor(API), pullRequest, "a".repeat(40), 1)).rejects.toThrow("Could not resolve");
  });
});
