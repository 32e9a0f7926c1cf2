import type { Context } from "probot";
import { mayHoldCode } from "../gather-code.ts";
import type { Report } from "../model/report.ts";
import type { FileChange } from "../model/snapshot.ts";
import { UserError } from "../model/user-error.ts";
import { defaultPolicy } from "../policy/default-policy.ts";
import { failedChecks, wantedChecks } from "../publish/plan-checks.ts";
import { wantedComments } from "../publish/plan-comments.ts";
import { planChecks, planPublication } from "../publish/plan-publication.ts";
import type { PublicationPlan, Published } from "../publish/publication.ts";
import { publishReview } from "../publish/publish-review.ts";
import { readPublished } from "../publish/read-published.ts";
import { toMarkdown } from "../report/to-markdown.ts";
import { reviewRepository } from "../review-repository.ts";
import { isSchemaFile } from "../schema-files.ts";
import { openGitHub } from "../sources/github.ts";
import { watchdog } from "../watchdog.ts";

export type PullRequest = {
  readonly owner: string;
  readonly repository: string;
  readonly number: number;
  /** The commit to review. */
  readonly headCommit: string;
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
  const read = () => readPublished(octokit, pullRequest, headCommit, appId);
  const published = await read();
  await publishReview({
    github: octokit,
    published,
    readAgain: read,
    planFor: await planOutcome(workplace, pullRequest, published),
    onFailure: (error) => log.warn({ err: error, number, headCommit }, "not all was written; the rest follows"),
  });
}

/** Plans what the review comes to, or that it could not be done. */
async function planOutcome(
  workplace: Workplace,
  pullRequest: PullRequest,
  published: Published,
): Promise<(published: Published) => PublicationPlan> {
  const { log } = workplace;
  const { number, headCommit } = pullRequest;
  try {
    const { report, changes } = await makeReport(workplace, pullRequest, published);
    log.info({ number, headCommit, verdict: report.verdict, counts: report.counts }, "reviewed");
    return (now) => planFor(now, report, changes);
  } catch (error) {
    log.error({ err: error, number, headCommit }, "the review could not be done");
    return (now) => planChecks(now, failedChecks(sentenceFor(error)));
  }
}

async function makeReport(
  { octokit, today }: Workplace,
  { owner, repository, number }: PullRequest,
  { pullRequest: read, configuration }: Published,
): Promise<{ report: Report; changes: readonly FileChange[] }> {
  const pullRequest = { ...read, changes: sufficient(read.changes) };
  const source = await openGitHub({ octokit, owner, repository, number, pullRequest, known: configuration });
  return reviewRepository(source, defaultPolicy, { today, history: "never", watchdog });
}

/**
 * Where a pull request changes code and nothing that is schema by its path, it takes the changed lines to see whether it matters, which
 * GitHub's other list of changed files has.
 */
function sufficient(changes: readonly FileChange[] | undefined): readonly FileChange[] | undefined {
  const isSchema = changes?.some((change) => isSchemaFile(change, defaultPolicy));
  const isCode = changes?.some((change) => mayHoldCode(change, defaultPolicy));
  return isSchema === true || isCode === false ? changes : undefined;
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
