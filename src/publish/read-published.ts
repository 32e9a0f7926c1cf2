import { configurationPaths } from "../model/policy.ts";
import type { FoundFile } from "../model/snapshot.ts";
import { type BlobText, foundFile } from "./found-file.ts";
import type { GitHubGraphql, PullRequestAddress } from "./github.ts";
import { fingerprintOf, isSummary } from "./markers.ts";
import type { Published, PublishedCheck, PublishedThread } from "./publication.ts";

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
type Answer = {
  readonly viewer: { readonly login: string };
  readonly repository: {
    readonly id: string;
    readonly pullRequest: {
      readonly id: string;
      readonly headRefOid: string;
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
      pullRequest(number: $number) {
        id
        headRefOid
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
  return {
    repositoryId: answer.repository.id,
    pullRequestId: answer.repository.pullRequest.id,
    headCommit,
    currentHead: answer.repository.pullRequest.headRefOid,
    summaries: comments
      .filter((comment) => comment.viewerDidAuthor && isSummary(comment.body))
      .map(({ id, body }) => ({ id, body })),
    threads: threads.flatMap((thread) => ourThread(thread, answer.viewer.login)),
    configuration: configurationOf(answer.repository.pullRequest.baseRef),
    checks: suites.flatMap((suite) => suite.checkRuns.nodes).map(ourCheck),
  };
}

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
