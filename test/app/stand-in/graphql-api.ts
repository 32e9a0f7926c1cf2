import { schema as published } from "@octokit/graphql-schema";
import { buildSchema, type ExecutionResult, graphql } from "graphql";
import { diffFiles } from "./diff.ts";
import { APP_LOGIN, type CheckRun, type PullRequestState } from "./state.ts";

/** GitHub's own published schema: a query that GitHub would not take is refused here with the same words. */
const schema = buildSchema(published.idl, { assumeValidSDL: true });

export function answerGraphql(
  state: PullRequestState,
  source: string,
  variables: Record<string, unknown>,
): Promise<ExecutionResult> {
  return graphql({ schema, source, variableValues: variables, rootValue: root(state) });
}

type Input<T> = { readonly input: T };

function root(state: PullRequestState) {
  return {
    viewer: { login: APP_LOGIN },
    repository: () => repository(state),
    rateLimit: { cost: 1, remaining: 4999 },
    createCheckRun: ({ input }: Input<Parameters<PullRequestState["createCheckRun"]>[0]>) => ({
      checkRun: checkRun(state.createCheckRun(input)),
    }),
    updateCheckRun: ({ input }: Input<Parameters<PullRequestState["updateCheckRun"]>[0]>) => ({
      checkRun: checkRun(state.updateCheckRun(input)),
    }),
    addComment: ({ input }: Input<{ subjectId: string; body: string }>) =>
      done(() => state.addComment(input.subjectId, input.body)),
    updateIssueComment: ({ input }: Input<{ id: string; body: string }>) =>
      done(() => state.updateComment(input.id, input.body)),
    deleteIssueComment: ({ input }: Input<{ id: string }>) => done(() => state.deleteComment(input.id)),
    addPullRequestReview: ({ input }: Input<Parameters<PullRequestState["addReview"]>[0]>) =>
      done(() => state.addReview(input)),
    resolveReviewThread: ({ input }: Input<{ threadId: string }>) =>
      done(() => state.setResolved(input.threadId, APP_LOGIN)),
    unresolveReviewThread: ({ input }: Input<{ threadId: string }>) =>
      done(() => state.setResolved(input.threadId, undefined)),
  };
}

function done(write: () => void): { clientMutationId: null } {
  write();
  return { clientMutationId: null };
}

function repository(state: PullRequestState) {
  return {
    id: "R_1",
    refs: (page: Page) => connection(tags(state), page),
    pullRequest: () => pullRequest(state),
    object: ({ oid, expression }: { oid?: string; expression?: string }) => gitObject(state, oid ?? expression ?? ""),
  };
}

function pullRequest(state: PullRequestState) {
  const author = (login: string) => ({ __typename: login === APP_LOGIN ? "Bot" : "User", login });
  const comment = ({ id, body, author: login }: { id: string; body: string; author: string }) => ({
    id,
    body,
    viewerDidAuthor: login === APP_LOGIN,
    author: author(login),
  });
  return {
    id: "PR_7",
    number: state.number,
    headRefOid: state.head,
    headRefName: "change",
    headRepository: { name: "shop", owner: { __typename: "User", login: state.headRepository.split("/")[0] } },
    baseRefOid: state.base,
    baseRefName: "main",
    changedFiles: () => diffFiles(state.repository, state.base, state.head).length,
    files: (page: Page) => connection(changedFiles(state), page),
    commits: (page: Page) => connection(commits(state), page),
    baseRef: { target: () => gitObject(state, "main") },
    comments: (page: Page) => connection(state.comments.map(comment), page),
    reviewThreads: (page: Page) =>
      connection(
        state.threads.map((thread) => ({
          id: thread.id,
          path: thread.path,
          line: thread.line,
          isResolved: thread.resolvedBy !== undefined,
          resolvedBy: thread.resolvedBy === undefined ? null : author(thread.resolvedBy),
          comments: (inner: Page) => connection(thread.comments.map(comment), inner),
        })),
        page,
      ),
  };
}

/** No patches, and no old name of a renamed file: GitHub's GraphQL has neither. */
function changedFiles(state: PullRequestState) {
  const types = { added: "ADDED", modified: "MODIFIED", removed: "DELETED", renamed: "RENAMED" } as const;
  return diffFiles(state.repository, state.base, state.head).map(({ filename, status }) => ({
    path: filename,
    changeType: types[status],
    additions: 1,
    deletions: 0,
  }));
}

function commits({ repository, base, head }: PullRequestState) {
  const lines = repository.git("rev-list", "--reverse", "--parents", `${base}..${head}`).trim();
  return (lines === "" ? [] : lines.split("\n")).map((line) => {
    const [oid = "", ...parents] = line.split(" ");
    return {
      commit: {
        oid,
        parents: (page: Page) =>
          connection(
            parents.map((parent) => ({ oid: parent })),
            page,
          ),
      },
    };
  });
}

function tags({ repository }: PullRequestState) {
  const names = repository.git("tag", "--sort=-creatordate").trim();
  return (names === "" ? [] : names.split("\n")).map((name) => ({ name }));
}

type Page = { readonly first?: number; readonly last?: number; readonly after?: string | null };

function connection<T>(all: readonly T[], { first, last, after }: Page) {
  if ((first ?? last ?? 0) > 100) throw new Error("Requesting more than 100 records on a connection");
  const start = last === undefined ? Number(after ?? 0) : Math.max(0, all.length - last);
  const nodes = all.slice(start, start + (first ?? last ?? 100));
  const end = start + nodes.length;
  return {
    nodes,
    totalCount: all.length,
    pageInfo: { hasNextPage: end < all.length, endCursor: nodes.length === 0 ? null : String(end) },
  };
}

function checkRun(run: CheckRun) {
  return { ...run, title: run.output.title, summary: run.output.summary, text: run.output.text };
}

function gitObject(state: PullRequestState, expression: string) {
  const { repository: git } = state;
  let oid: string;
  try {
    oid = git.git("rev-parse", "--verify", "--quiet", expression).trim();
  } catch {
    return null;
  }
  const type = git.git("cat-file", "-t", oid).trim();
  if (type === "commit") {
    const runs = state.checkRuns.filter(({ headSha }) => headSha === oid).map(checkRun);
    const suites = runs.length === 0 ? [] : [{ checkRuns: (page: Page) => connection(runs, page) }];
    const file = ({ path }: { path: string }) => {
      const object = gitObject(state, `${oid}:${path}`);
      if (object === null) return null;
      const [mode = "0"] = git.git("ls-tree", oid, "--", path).split(" ");
      return { path, mode: Number.parseInt(mode, 8), oid: object.oid, object };
    };
    return { __typename: "Commit", oid, checkSuites: (page: Page) => connection(suites, page), file };
  }
  if (type === "blob") {
    const text = git.git("cat-file", "blob", oid);
    const isBinary = text.includes("\0");
    return {
      __typename: "Blob",
      oid,
      byteSize: Buffer.byteLength(text),
      isBinary,
      isTruncated: text.length > 512_000,
      text: isBinary ? null : text.slice(0, 512_000),
    };
  }
  return { __typename: "Tree", oid };
}
