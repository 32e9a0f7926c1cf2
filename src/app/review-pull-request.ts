import type { Context } from "probot";
import type { Report } from "../model/report.ts";
import type { FileChange } from "../model/snapshot.ts";
import { UserError } from "../model/user-error.ts";
import { defaultPolicy } from "../policy/default-policy.ts";
import { failedChecks, wantedChecks } from "../publish/plan-checks.ts";
import { wantedComments } from "../publish/plan-comments.ts";
import { planChecks, planPublication } from "../publish/plan-publication.ts";
import type { PublicationPlan, Published } from "../publish/publication.ts";
import { readPublished } from "../publish/read-published.ts";
import { writePublication } from "../publish/write-publication.ts";
import { toMarkdown } from "../report/to-markdown.ts";
import { reviewRepository } from "../review-repository.ts";
import { type GitHubPullRequest, openGitHub } from "../sources/github.ts";
import { watchdog } from "../watchdog.ts";

export type PullRequest = {
  readonly owner: string;
  readonly repository: string;
  readonly number: number;
  /** The commit to review. */
  readonly headCommit: string;
  /** What the event says of the pull request; asked for when absent. */
  readonly pullRequest: GitHubPullRequest | undefined;
};

export type Workplace = {
  readonly octokit: Context["octokit"];
  readonly log: Context["log"];
  readonly appId: number;
  readonly today: string;
};

const EMPTY_SUMMARY =
  "**Schema Warden** · This pull request no longer changes a migration or a contract, so there is nothing left to review.";

/** Reviews one pull request and publishes the outcome. When it cannot, both checks say so and everything else stays as it is. */
export async function reviewPullRequest(workplace: Workplace, pullRequest: PullRequest): Promise<void> {
  const { octokit, appId, log } = workplace;
  const { number, headCommit } = pullRequest;
  const published = await readPublished(octokit, pullRequest, headCommit, appId);
  try {
    const { report, changes } = await makeReport(workplace, pullRequest, published);
    await writePublication(octokit, published, planFor(published, report, changes));
    log.info({ number, headCommit, verdict: report.verdict, counts: report.counts }, "reviewed");
  } catch (error) {
    log.error({ err: error, number, headCommit }, "the review could not be done");
    await writePublication(octokit, published, planChecks(published, failedChecks(sentenceFor(error))));
  }
}

async function makeReport(
  { octokit, today }: Workplace,
  pullRequest: PullRequest,
  { configuration }: Published,
): Promise<{ report: Report; changes: readonly FileChange[] }> {
  const source = await openGitHub({ octokit, ...pullRequest, known: configuration });
  return reviewRepository(source, defaultPolicy, { today, history: "never", watchdog });
}

/** A newer push may have come meanwhile: then the checks of the reviewed commit are completed and the conversation is left to the newer review. */
function planFor(published: Published, report: Report, changes: readonly FileChange[]): PublicationPlan {
  const summary = toMarkdown(report);
  const checks = wantedChecks(report, summary);
  if (published.currentHead !== published.headCommit) return planChecks(published, checks);
  return planPublication(published, {
    checks,
    summary: report.verdict === "neutral" ? undefined : summary,
    comments: wantedComments(report.findings, changes),
    emptySummary: EMPTY_SUMMARY,
  });
}

function sentenceFor(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return "Schema Warden failed while it reviewed this pull request; its log says why.";
}
