import { configurationPaths } from "../model/policy.ts";
import type { FileChange, FoundFile } from "../model/snapshot.ts";
import { type BlobText, foundFile } from "./found-file.ts";
import type { GitHubGraphql, PullRequestAddress } from "./github.ts";
import { fingerprintOf, isSummary } from "./markers.ts";
import { type CommitNode, mergeBaseOf } from "./merge-base.ts";
import type { Published, PublishedCheck, PublishedThread, PullRequestRead } from "./publication.ts";

type Page<T> = {
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};
type Comment = { readonly id: string; readonly body: string; readonly viewerDidAuthor: boolean };
type Thread = {
  readonly id: string;
  readonly isResolved: boolean;
  readonly resolvedBy: { readonly login: string } | null;
  readonly comments: { readonly nodes: readonly Comment[] };
};
type Run = { readonly id: string; readonly name: string; readonly status: string; readonly externalId: string | null };
type Alias = `c${number}`;
type BlobEntry = { readonly object: Partial<BlobText> | null };
type ChangedFile = { readonly path: string; readonly changeType: string };
type Counted<T> = { readonly totalCount: number; readonly nodes: readonly T[] };
type Answer = {
  readonly viewer: { readonly login: string };
  readonly repository: {
    readonly id: string;
    readonly refs?: { readonly nodes: readonly { readonly name: string }[] } | null;
    readonly pullRequest: {
      readonly id: string;
      readonly headRefOid: string;
      readonly headRefName: string;
      readonly headRepository: PullRequestRead["head"]["repo"];
      readonly baseRefOid: string;
      readonly baseRefName: string;
      readonly changedFiles: number;
      readonly files?: Counted<ChangedFile> | null;
      readonly commits?: Counted<{ readonly commit: CommitNode }> | null;
      readonly baseRef: { readonly target: Readonly<Partial<Record<Alias, BlobEntry | null>>> | null } | null;
      readonly comments: Page<Comment>;
      readonly reviewThreads: Page<Thread>;
    };
    readonly object: {
      readonly checkSuites: { readonly nodes: readonly { readonly checkRuns: { readonly nodes: readonly Run[] } }[] };
    } | null;
  };
};

const DOCUMENT = /* GraphQL */ `
  query Published($owner: String!, $name: String!, $number: Int!, $head: GitObjectID!, $app: Int!, $comments: String, $threads: String) {
    viewer { login }
    repository(owner: $owner, name: $name) {
      id
      refs(refPrefix: "refs/tags/", first: 100, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) { nodes { name } }
      pullRequest(number: $number) {
        id
        headRefOid
        headRefName
        headRepository { name owner { login } }
        baseRefOid
        baseRefName
        changedFiles
        files(first: 100) { totalCount nodes { path changeType } }
        commits(last: 100) { totalCount nodes { commit { oid parents(first: 5) { nodes { oid } } } } }
        baseRef {
          target {
            ... on Commit {
              ${configurationPaths.map((path, index) => `c${index}: file(path: "${path}") { object { ...Text } }`).join(" ")}
            }
          }
        }
        comments(first: 100, after: $comments) {
          nodes { id body viewerDidAuthor }
          pageInfo { hasNextPage endCursor }
        }
        reviewThreads(first: 100, after: $threads) {
          nodes {
            id
            isResolved
            resolvedBy { login }
            comments(first: 20) { nodes { id body viewerDidAuthor } }
          }
          pageInfo { hasNextPage endCursor }
        }
      }
      object(oid: $head) {
        ... on Commit {
          checkSuites(first: 5, filterBy: { appId: $app }) {
            nodes { checkRuns(first: 20) { nodes { id name status externalId } } }
          }
        }
      }
    }
  }
  fragment Text on Blob { byteSize isBinary isTruncated text }
`;

/** Reads what we published on a pull request, page by page; one request for an ordinary one. `headCommit` is the commit under review. */
export async function readPublished(
  github: GitHubGraphql,
  pullRequest: PullRequestAddress,
  headCommit: string,
  appId: number,
): Promise<Published> {
  const comments: Comment[] = [];
  const threads: Thread[] = [];
  let after: { comments: string | null; threads: string | null } = { comments: null, threads: null };
  for (;;) {
    const answer = await github.graphql<Answer>(DOCUMENT, {
      owner: pullRequest.owner,
      name: pullRequest.repository,
      number: pullRequest.number,
      head: headCommit,
      app: appId,
      ...after,
    });
    const page = answer.repository.pullRequest;
    comments.push(...page.comments.nodes);
    threads.push(...page.reviewThreads.nodes);
    if (!page.comments.pageInfo.hasNextPage && !page.reviewThreads.pageInfo.hasNextPage) {
      return published(answer, headCommit, comments, threads);
    }
    after = {
      comments: page.comments.pageInfo.endCursor ?? after.comments,
      threads: page.reviewThreads.pageInfo.endCursor ?? after.threads,
    };
  }
}

function published(
  answer: Answer,
  headCommit: string,
  comments: readonly Comment[],
  threads: readonly Thread[],
): Published {
  const suites = answer.repository.object?.checkSuites.nodes ?? [];
  const { pullRequest, refs } = answer.repository;
  const isCurrent = pullRequest.headRefOid === headCommit;
  return {
    repositoryId: answer.repository.id,
    pullRequestId: pullRequest.id,
    headCommit,
    currentHead: pullRequest.headRefOid,
    pullRequest: {
      base: { ref: pullRequest.baseRefName, sha: pullRequest.baseRefOid },
      head: { ref: pullRequest.headRefName, sha: headCommit, repo: pullRequest.headRepository },
      changed_files: isCurrent ? pullRequest.changedFiles : undefined,
      mergeBase: isCurrent ? mergeBaseOf(commitsOf(pullRequest.commits)) : undefined,
      changes: isCurrent ? changesOf(pullRequest.files) : undefined,
      tags: refs?.nodes.map(({ name }) => name),
    },
    summaries: comments
      .filter((comment) => comment.viewerDidAuthor && isSummary(comment.body))
      .map(({ id, body }) => ({ id, body })),
    threads: threads.flatMap((thread) => ourThread(thread, answer.viewer.login)),
    configuration: configurationOf(answer.repository.pullRequest.baseRef),
    checks: suites.flatMap((suite) => suite.checkRuns.nodes).map(ourCheck),
  };
}

function commitsOf(page: Answer["repository"]["pullRequest"]["commits"]): readonly CommitNode[] {
  return page?.totalCount === page?.nodes.length ? (page?.nodes ?? []).map(({ commit }) => commit) : [];
}

/** All of them or none: GraphQL tells no old name of a renamed file, and a page no more than a hundred. */
function changesOf(files: Answer["repository"]["pullRequest"]["files"]): readonly FileChange[] | undefined {
  if (files == null || files.totalCount !== files.nodes.length) return undefined;
  const changes = files.nodes.map(({ path, changeType }): FileChange | undefined => {
    const status = statuses[changeType];
    return status && { path, status, previousPath: undefined, diffLines: status === "removed" ? [] : undefined };
  });
  return changes.every((change) => change !== undefined) ? changes : undefined;
}

const statuses: Readonly<Record<string, FileChange["status"]>> = {
  ADDED: "added",
  COPIED: "added",
  MODIFIED: "modified",
  CHANGED: "modified",
  DELETED: "removed",
};

/** Nothing is known when the base branch is gone. */
function configurationOf(baseRef: Answer["repository"]["pullRequest"]["baseRef"]): ReadonlyMap<string, FoundFile> {
  const target = baseRef?.target;
  if (target == null) return new Map();
  return new Map(configurationPaths.map((path, index) => [path, foundFile(target[`c${index}`]?.object)]));
}

function ourThread(thread: Thread, ourLogin: string): readonly PublishedThread[] {
  const [first, ...answers] = thread.comments.nodes;
  const fingerprint = first?.viewerDidAuthor ? fingerprintOf(first.body) : undefined;
  if (fingerprint === undefined) return [];
  return [
    {
      id: thread.id,
      fingerprint,
      resolved: thread.isResolved,
      resolvedByUs: thread.isResolved && (thread.resolvedBy === null || thread.resolvedBy.login === ourLogin),
      answered: answers.some((answer) => !answer.viewerDidAuthor),
    },
  ];
}

function ourCheck(run: Run): PublishedCheck {
  return { id: run.id, name: run.name, externalId: run.externalId ?? undefined, completed: run.status === "COMPLETED" };
}
