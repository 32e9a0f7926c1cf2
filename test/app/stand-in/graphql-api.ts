import { schema as published } from "@octokit/graphql-schema";
import { buildSchema, type ExecutionResult, graphql } from "graphql";
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
    baseRefOid: state.base,
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

type Page = { readonly first?: number; readonly after?: string | null };

function connection<T>(all: readonly T[], { first = 100, after }: Page) {
  const start = after ? Number(after) : 0;
  const nodes = all.slice(start, start + Math.min(first, 100));
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
      return object === null ? null : { path, object };
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
