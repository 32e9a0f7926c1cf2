import { diffFiles, hunks } from "./diff.ts";
import type { TestRepository } from "./repository.ts";

export const APP_LOGIN = "schema-warden[bot]";
export const APP_ID = 4711;

type Comment = { readonly id: string; body: string; readonly author: string };
type Thread = {
  readonly id: string;
  readonly path: string;
  readonly line: number;
  resolvedBy: string | undefined;
  readonly comments: Comment[];
};
export type CheckRun = {
  readonly id: string;
  readonly headSha: string;
  name: string;
  status: string;
  conclusion: string | null;
  externalId: string | null;
  output: { title: string; summary: string; text: string | null };
  annotations: unknown[];
};

/** What GitHub refuses, it says in these words. */
class Refused extends Error {}

/** One pull request on GitHub, as strict as the real one about what may be written to it. */
export class PullRequestState {
  readonly number = 7;
  readonly repository: TestRepository;
  base: string;
  head: string;
  headRepository = "octo/shop";
  /** Files of other repositories' default branches, `owner/name:path`. */
  readonly otherFiles = new Map<string, string>();
  /** For tests of failure: a comment, and annotations, that GitHub takes from nobody. */
  refusedComment: string | undefined;
  refusesAnnotations = false;
  readonly comments: Comment[] = [];
  readonly threads: Thread[] = [];
  readonly checkRuns: CheckRun[] = [];
  #next = 1;

  constructor(repository: TestRepository, base: string, head: string) {
    this.repository = repository;
    this.base = base;
    this.head = head;
  }

  #id(kind: string): string {
    return `${kind}_${this.#next++}`;
  }

  /** A person writes a comment, or answers in a thread. */
  personComments(body: string): void {
    this.comments.push({ id: this.#id("IC"), body, author: "ada" });
  }

  personAnswers(thread: Thread, body: string): void {
    thread.comments.push({ id: this.#id("PRRC"), body, author: "ada" });
  }

  createCheckRun(input: CheckInput): CheckRun {
    if (!input.headSha || !/^[0-9a-f]{40}$/.test(input.headSha)) throw new Refused("No commit found for SHA");
    this.repository.git("cat-file", "-e", `${input.headSha}^{commit}`);
    const run: CheckRun = {
      id: this.#id("CR"),
      headSha: input.headSha,
      name: input.name ?? "",
      status: "QUEUED",
      conclusion: null,
      externalId: null,
      output: { title: "", summary: "", text: null },
      annotations: [],
    };
    this.#apply(run, input);
    this.checkRuns.push(run);
    return run;
  }

  updateCheckRun(input: CheckInput): CheckRun {
    const run = this.checkRuns.find(({ id }) => id === input.checkRunId);
    if (run === undefined) throw new Refused(`Could not resolve to a node with the global id of '${input.checkRunId}'`);
    return this.#apply(run, input);
  }

  #apply(run: CheckRun, input: CheckInput): CheckRun {
    const output = input.output;
    if (output) {
      if (this.refusesAnnotations && (output.annotations?.length ?? 0) > 0) throw new Refused("Invalid request");
      if ((output.annotations?.length ?? 0) > 50) throw new Refused("Invalid request: no more than 50 annotations");
      if (output.summary.length > 65_535 || (output.text ?? "").length > 65_535)
        throw new Refused("Only 65535 characters are allowed");
      for (const { location, path, message } of output.annotations ?? []) {
        if (path === "" || message === "" || location.startLine < 1 || location.endLine < location.startLine)
          throw new Refused("Invalid annotation");
      }
      run.output = { title: output.title, summary: output.summary, text: output.text ?? null };
      run.annotations.push(...(output.annotations ?? []));
    }
    if (input.conclusion && input.status !== "COMPLETED") throw new Refused("conclusion needs the status completed");
    run.status = input.status ?? run.status;
    run.conclusion = input.conclusion ?? run.conclusion;
    run.externalId = input.externalId ?? run.externalId;
    return run;
  }

  addComment(subjectId: string, body: string): void {
    if (subjectId !== "PR_7") throw new Refused(`Could not resolve to a node with the global id of '${subjectId}'`);
    this.#checkBody(body);
    this.comments.push({ id: this.#id("IC"), body, author: APP_LOGIN });
  }

  updateComment(id: string, body: string): void {
    this.#checkBody(body);
    this.#ownComment(id).body = body;
  }

  deleteComment(id: string): void {
    this.comments.splice(this.comments.indexOf(this.#ownComment(id)), 1);
  }

  #ownComment(id: string): Comment {
    const comment = this.comments.find((candidate) => candidate.id === id);
    if (comment === undefined) throw new Refused(`Could not resolve to a node with the global id of '${id}'`);
    if (comment.author !== APP_LOGIN) throw new Refused("Resource not accessible by integration");
    return comment;
  }

  #checkBody(body: string): void {
    if (body.trim() === "") throw new Refused("Body can't be blank");
    if (body.length > 65_536) throw new Refused("Body is too long (maximum is 65536 characters)");
  }

  /** Refused whole when one thread lies outside the diff, as GitHub does. */
  addReview(input: ReviewInput): void {
    if (input.pullRequestId !== "PR_7") throw new Refused("Could not resolve to a PullRequest");
    if (input.commitOID !== this.head) throw new Refused("commitOID is not part of the pull request");
    const files = diffFiles(this.repository, this.base, this.head);
    for (const thread of input.threads) {
      this.#checkBody(thread.body);
      if (thread.body === this.refusedComment)
        throw new Refused("Pull request review thread line must be part of the diff");
      const ranges = hunks(files.find(({ filename }) => filename === thread.path)?.patch ?? "");
      const hunk = ranges.find(({ start, end }) => start <= thread.line && thread.line <= end);
      if (hunk === undefined)
        throw new Refused(`Pull request review thread line must be part of the diff: ${thread.path}:${thread.line}`);
      if (thread.startLine !== undefined && (thread.startLine >= thread.line || thread.startLine < hunk.start)) {
        throw new Refused(
          `Pull request review thread start line must precede the end line in the same hunk: ${thread.path}:${thread.startLine}`,
        );
      }
    }
    for (const { path, line, body } of input.threads) {
      this.threads.push({
        id: this.#id("PRRT"),
        path,
        line,
        resolvedBy: undefined,
        comments: [{ id: this.#id("PRRC"), body, author: APP_LOGIN }],
      });
    }
  }

  setResolved(id: string, by: string | undefined): void {
    const thread = this.threads.find((candidate) => candidate.id === id);
    if (thread === undefined) throw new Refused(`Could not resolve to a node with the global id of '${id}'`);
    thread.resolvedBy = by;
  }
}

type CheckInput = {
  readonly headSha?: string;
  readonly checkRunId?: string;
  readonly name?: string;
  readonly status?: string;
  readonly conclusion?: string;
  readonly externalId?: string;
  readonly output?: {
    readonly title: string;
    readonly summary: string;
    readonly text?: string;
    readonly annotations?: readonly {
      readonly path: string;
      readonly message: string;
      readonly location: { readonly startLine: number; readonly endLine: number };
    }[];
  };
};

type ReviewInput = {
  readonly pullRequestId: string;
  readonly commitOID: string;
  readonly threads: readonly {
    readonly path: string;
    readonly line: number;
    readonly startLine?: number;
    readonly body: string;
  }[];
};
