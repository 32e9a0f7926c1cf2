import type { GitHubGraphql } from "./github.ts";
import { isEmpty } from "./plan-publication.ts";
import type { Annotation, PublicationPlan, Published } from "./publication.ts";

/** GitHub takes so many annotations in one call; more are added by updating the same run. */
const ANNOTATIONS_PER_CALL = 50;

type Field = {
  readonly alias: string;
  readonly mutation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly select: string;
};

/**
 * Carries out a plan in one mutation document, the checks first. GitHub runs its fields in order and each for itself;
 * what it refuses is thrown once the rest is written, as it threw it.
 */
export async function writePublication(
  github: GitHubGraphql,
  published: Published,
  plan: PublicationPlan,
): Promise<void> {
  if (isEmpty(plan)) return;
  const written = await send(github, [...checkFields(published, plan), ...commentFields(published, plan)]);
  await addRemainingAnnotations(github, published, plan, written);
}

type Written = Readonly<Record<string, { readonly checkRun?: { readonly id: string } | null } | null>>;

async function send(github: GitHubGraphql, fields: readonly Field[]): Promise<Written> {
  const parameters = fields.map(
    ({ alias, mutation }) => `$${alias}: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`,
  );
  const body = fields.map(({ alias, mutation, select }) => `${alias}: ${mutation}(input: $${alias}) { ${select} }`);
  const variables = Object.fromEntries(fields.map(({ alias, input }) => [alias, input]));
  return github.graphql<Written>(`mutation Publish(${parameters.join(", ")}) {\n${body.join("\n")}\n}`, variables);
}

function checkFields(published: Published, plan: PublicationPlan): readonly Field[] {
  return plan.checks.map(({ check, externalId, existing }, index) => {
    const input = {
      repositoryId: published.repositoryId,
      name: check.name,
      status: "COMPLETED",
      conclusion: check.conclusion,
      externalId,
      output: output(check, check.annotations.slice(0, ANNOTATIONS_PER_CALL)),
    };
    return existing === undefined
      ? {
          alias: `check${index}`,
          mutation: "createCheckRun",
          input: { ...input, headSha: published.headCommit },
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

function output(check: PublicationPlan["checks"][number]["check"], annotations: readonly Annotation[]) {
  return {
    title: check.title,
    summary: check.summary,
    ...(check.text === undefined ? {} : { text: check.text }),
    annotations: annotations.map(({ path, startLine, endLine, level, title, message }) => ({
      path,
      location: { startLine, endLine },
      annotationLevel: level,
      title,
      message,
    })),
  };
}

function commentFields(published: Published, plan: PublicationPlan): readonly Field[] {
  const fields: Field[] = [];
  const add = (mutation: string, input: Field["input"]) =>
    fields.push({ alias: `write${fields.length}`, mutation, input, select: "clientMutationId" });
  if (plan.summary?.action === "create")
    add("addComment", { subjectId: published.pullRequestId, body: plan.summary.body });
  if (plan.summary?.action === "update") add("updateIssueComment", { id: plan.summary.id, body: plan.summary.body });
  if (plan.comments.length > 0) {
    const threads = plan.comments.map(({ path, line, startLine, body }) => ({
      path,
      line,
      side: "RIGHT",
      body,
      ...(startLine === undefined ? {} : { startLine, startSide: "RIGHT" }),
    }));
    add("addPullRequestReview", {
      pullRequestId: published.pullRequestId,
      commitOID: published.headCommit,
      event: "COMMENT",
      threads,
    });
  }
  for (const threadId of plan.resolve) add("resolveReviewThread", { threadId });
  for (const threadId of plan.unresolve) add("unresolveReviewThread", { threadId });
  for (const id of plan.deleteComments) add("deleteIssueComment", { id });
  return fields;
}

async function addRemainingAnnotations(
  github: GitHubGraphql,
  published: Published,
  plan: PublicationPlan,
  written: Written,
): Promise<void> {
  for (const [index, { check }] of plan.checks.entries()) {
    const checkRunId = written[`check${index}`]?.checkRun?.id;
    for (
      let from = ANNOTATIONS_PER_CALL;
      checkRunId !== undefined && from < check.annotations.length;
      from += ANNOTATIONS_PER_CALL
    ) {
      const part = check.annotations.slice(from, from + ANNOTATIONS_PER_CALL);
      const input = { repositoryId: published.repositoryId, checkRunId, output: output(check, part) };
      await send(github, [{ alias: "more", mutation: "updateCheckRun", input, select: "checkRun { id }" }]);
    }
  }
}
