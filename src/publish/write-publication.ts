import type { GitHubGraphql } from "./github.ts";
import { isEmpty } from "./plan-publication.ts";
import type { PublicationPlan, Published, WantedCheck } from "./publication.ts";

type Field = {
  readonly alias: string;
  readonly mutation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly select: string;
};

/** Where a plan is carried out; checks need no pull request. */
type Target = Pick<Published, "repositoryId" | "headCommit"> & Partial<Pick<Published, "pullRequestId">>;
type WriteOptions = {
  /** After a refusal: each thread by itself and checks without annotations, so that one that GitHub does not take costs no other. */
  readonly careful?: boolean;
};

/**
 * Carries out a plan in one mutation document, the checks first. GitHub runs its fields in order and each for itself;
 * what it refuses is thrown once the rest is written, as it threw it.
 */
export async function writePublication(
  github: GitHubGraphql,
  target: Target,
  plan: PublicationPlan,
  { careful = false }: WriteOptions = {},
): Promise<void> {
  if (isEmpty(plan)) return;
  const checks = careful ? plan.checks.map(withoutAnnotations) : plan.checks;
  await send(github, [...checkFields(target, checks), ...commentFields(target, plan, careful)]);
}

function withoutAnnotations(planned: PlannedCheck): PlannedCheck {
  return { ...planned, check: { ...planned.check, annotations: [] } };
}

type PlannedCheck = PublicationPlan["checks"][number];
async function send(github: GitHubGraphql, fields: readonly Field[]): Promise<void> {
  const parameters = fields.map(
    ({ alias, mutation }) => `$${alias}: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`,
  );
  const body = fields.map(({ alias, mutation, select }) => `${alias}: ${mutation}(input: $${alias}) { ${select} }`);
  const variables = Object.fromEntries(fields.map(({ alias, input }) => [alias, input]));
  // Sent again blindly, what was written before an answer got lost would stand there twice.
  const once = { ...variables, request: { retries: 0 } };
  await github.graphql(`mutation Publish(${parameters.join(", ")}) {\n${body.join("\n")}\n}`, once);
}

function checkFields(target: Target, checks: readonly PlannedCheck[]): readonly Field[] {
  return checks.map(({ check, externalId, existing }, index) => {
    const input = {
      repositoryId: target.repositoryId,
      name: check.name,
      status: "COMPLETED",
      conclusion: check.conclusion,
      externalId,
      output: output(check),
    };
    return existing === undefined
      ? {
          alias: `check${index}`,
          mutation: "createCheckRun",
          input: { ...input, headSha: target.headCommit },
          select: "checkRun { id }",
        }
      : {
          alias: `check${index}`,
          mutation: "updateCheckRun",
          input: { ...input, checkRunId: existing },
          select: "checkRun { id }",
        };
  });
}

function output(check: WantedCheck) {
  return {
    title: check.title,
    summary: check.summary,
    ...(check.text === undefined ? {} : { text: check.text }),
    annotations: check.annotations.map(({ path, startLine, endLine, level, title, message }) => ({
      path,
      location: { startLine, endLine },
      annotationLevel: level,
      title,
      message,
    })),
  };
}

function commentFields(target: Target, plan: PublicationPlan, careful: boolean): readonly Field[] {
  const fields: Field[] = [];
  const add = (mutation: string, input: Field["input"]) =>
    fields.push({ alias: `write${fields.length}`, mutation, input, select: "clientMutationId" });
  if (plan.summary?.action === "create")
    add("addComment", { subjectId: target.pullRequestId, body: plan.summary.body });
  if (plan.summary?.action === "update") add("updateIssueComment", { id: plan.summary.id, body: plan.summary.body });
  if (plan.comments.length > 0) {
    const threads = plan.comments.map(({ path, line, startLine, body }) => ({
      path,
      line,
      side: "RIGHT",
      body,
      ...(startLine === undefined ? {} : { startLine, startSide: "RIGHT" }),
    }));
    for (const part of careful ? threads.map((thread) => [thread]) : [threads]) {
      add("addPullRequestReview", {
        pullRequestId: target.pullRequestId,
        commitOID: target.headCommit,
        event: "COMMENT",
        threads: part,
      });
    }
  }
  for (const threadId of plan.resolve) add("resolveReviewThread", { threadId });
  for (const threadId of plan.unresolve) add("unresolveReviewThread", { threadId });
  for (const id of plan.deleteComments) add("deleteIssueComment", { id });
  return fields;
}
