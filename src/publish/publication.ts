import type { FileChange, FoundFile } from "../model/snapshot.ts";

/** GitHub's words for what we write and what we find there. Ids are GraphQL node ids. */

export type CheckConclusion = "SUCCESS" | "FAILURE" | "NEUTRAL" | "ACTION_REQUIRED";

export type Annotation = {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: "FAILURE" | "WARNING" | "NOTICE";
  readonly title: string;
  readonly message: string;
};

/** A check run as we want it. */
export type WantedCheck = {
  readonly name: string;
  readonly conclusion: CheckConclusion;
  readonly title: string;
  /** Markdown, at most 65,535 characters. */
  readonly summary: string;
  readonly text: string | undefined;
  readonly annotations: readonly Annotation[];
};

/** An inline comment as we want it; `line` is the last line it speaks of, both on the head side of the diff. */
export type WantedComment = {
  readonly fingerprint: string;
  readonly path: string;
  readonly startLine: number | undefined;
  readonly line: number;
  readonly body: string;
};

export type PublishedCheck = {
  readonly id: string;
  readonly name: string;
  /** The digest of what we wrote last. */
  readonly externalId: string | undefined;
  readonly completed: boolean;
};

export type PublishedThread = {
  readonly id: string;
  readonly fingerprint: string;
  readonly resolved: boolean;
  /** We resolved it, so that we may open it again. */
  readonly resolvedByUs: boolean;
  /** Somebody other than us wrote in it. */
  readonly answered: boolean;
};

type Branch = { readonly ref: string; readonly sha: string };

/** What a review needs to know of the pull request before it reads files. */
export type PullRequestRead = {
  readonly base: Branch;
  /** `sha` is the commit under review; `repo` is gone when a fork was deleted. */
  readonly head: Branch & {
    readonly repo: { readonly name: string; readonly owner: { readonly login: string } } | null;
  };
  readonly changed_files: number | undefined;
  /** The commit at which the head under review left the base, where the answer tells it. */
  readonly mergeBase: string | undefined;
  /** The changed files of the head under review, without their lines; absent where the answer cannot hold them all. */
  readonly changes: readonly FileChange[] | undefined;
  /** The names of the latest hundred tags. */
  readonly tags: readonly string[] | undefined;
};

/** The pull request as GitHub has it now, and what we wrote on it before. */
export type Published = {
  readonly repositoryId: string;
  readonly pullRequestId: string;
  /** The commit under review. */
  readonly headCommit: string;
  /** The pull request's newest commit, which may be another by now. */
  readonly currentHead: string;
  readonly pullRequest: PullRequestRead;
  /** Our summary comments, oldest first; more than one only after a race. */
  readonly summaries: readonly { readonly id: string; readonly body: string }[];
  readonly threads: readonly PublishedThread[];
  /** Our check runs on the head commit. */
  readonly checks: readonly PublishedCheck[];
  /** The files of configuration as the base branch has them now, by path. */
  readonly configuration: ReadonlyMap<string, FoundFile>;
};

/** The writes that turn what is published into what is wanted. Made twice, the second one is empty. */
export type PublicationPlan = {
  readonly checks: readonly {
    readonly check: WantedCheck;
    readonly externalId: string;
    readonly existing: string | undefined;
  }[];
  readonly summary:
    | { readonly action: "create"; readonly body: string }
    | { readonly action: "update"; readonly id: string; readonly body: string }
    | undefined;
  /** Doubled summaries to remove. */
  readonly deleteComments: readonly string[];
  readonly comments: readonly WantedComment[];
  readonly resolve: readonly string[];
  readonly unresolve: readonly string[];
};
