import type { Context, Probot } from "probot";
import { mergeGroupChecks } from "../publish/plan-checks.ts";
import { planChecks } from "../publish/plan-publication.ts";
import { writePublication } from "../publish/write-publication.ts";
import { PullRequestQueue } from "./pull-request-queue.ts";
import { type PullRequest, reviewPullRequest } from "./review-pull-request.ts";

export type AppOptions = {
  /** The App's own id, by which it knows its check runs. */
  readonly appId: number;
  readonly now: () => Date;
};

/** The app: events in, reviews out. One review at a time per pull request, so that nothing is posted twice. */
export function createApp(options: AppOptions): (probot: Probot) => Promise<void> {
  return async (probot) => {
    const queue = new PullRequestQueue();

    const review = (context: Context, pullRequest: PullRequest) =>
      queue.run(`${pullRequest.owner}/${pullRequest.repository}#${pullRequest.number}`, () =>
        reviewPullRequest(
          { octokit: context.octokit, log: context.log, appId: options.appId, today: today(options.now()) },
          pullRequest,
        ),
      );

    probot.on(
      ["pull_request.opened", "pull_request.synchronize", "pull_request.reopened", "pull_request.ready_for_review"],
      (context) => review(context, pullRequestOf(context.payload.repository, context.payload.pull_request)),
    );
    probot.on("pull_request.edited", async (context) => {
      const { changes, pull_request, repository } = context.payload;
      if (changes.base !== undefined) await review(context, pullRequestOf(repository, pull_request));
    });
    probot.on("check_run.rerequested", async (context) => {
      const { check_run, repository } = context.payload;
      if (check_run.app?.id !== options.appId) return;
      for (const { number, head } of check_run.pull_requests)
        await review(context, { ...addressOf(repository), number, headCommit: head.sha });
    });
    probot.on("check_suite.rerequested", async (context) => {
      const { check_suite, repository } = context.payload;
      for (const { number, head } of check_suite.pull_requests)
        await review(context, { ...addressOf(repository), number, headCommit: head.sha });
    });
    probot.on("merge_group.checks_requested", completeMergeGroup);
  };
}

/** The pull requests of a merge group were reviewed one by one; the group's own commit only needs its required checks to end. */
async function completeMergeGroup({ octokit, payload }: Context<"merge_group.checks_requested">): Promise<void> {
  const { merge_group, repository } = payload;
  if (repository === undefined) return;
  const target = { repositoryId: repository.node_id, headCommit: merge_group.head_sha };
  await writePublication(octokit, target, planChecks({ checks: [] }, mergeGroupChecks()));
}

type Repository = { readonly name: string; readonly owner: { readonly login: string } };

function addressOf({ name, owner }: Repository): Pick<PullRequest, "owner" | "repository"> {
  return { owner: owner.login, repository: name };
}

type PayloadPullRequest = { readonly number: number; readonly head: { readonly sha: string } };

function pullRequestOf(repository: Repository, { number, head }: PayloadPullRequest): PullRequest {
  return { ...addressOf(repository), number, headCommit: head.sha };
}

/** `YYYY-MM-DD` in UTC. */
function today(now: Date): string {
  return now.toISOString().slice(0, 10);
}
