import { createHash } from "node:crypto";
import { withSummaryMarker } from "./markers.ts";
import type { PublicationPlan, Published, PublishedThread, WantedCheck, WantedComment } from "./publication.ts";

/** What a review wants to stand on the pull request. `summary` is `undefined` where no comment is called for. */
export type Wanted = {
  readonly checks: readonly WantedCheck[];
  readonly summary: string | undefined;
  readonly comments: readonly WantedComment[];
  /** Said in the summary in place of the review once there is nothing left to review. */
  readonly emptySummary: string;
};

/** The smallest set of writes from what is there to what is wanted. */
export function planPublication(published: Published, wanted: Wanted): PublicationPlan {
  return {
    ...planChecks(published, wanted.checks),
    ...planSummary(published, wanted),
    ...planThreads(published.threads, wanted.comments),
  };
}

/** The writes that complete the checks and leave comments and threads as they are. */
export function planChecks(published: Pick<Published, "checks">, checks: readonly WantedCheck[]): PublicationPlan {
  return {
    checks: checks.flatMap((check) => planCheck(published, check)),
    summary: undefined,
    deleteComments: [],
    comments: [],
    resolve: [],
    unresolve: [],
  };
}

/** Whether a plan writes nothing. */
export function isEmpty(plan: PublicationPlan): boolean {
  return (
    plan.summary === undefined &&
    [plan.checks, plan.deleteComments, plan.comments, plan.resolve, plan.unresolve].every((list) => list.length === 0)
  );
}

function planCheck(published: Pick<Published, "checks">, check: WantedCheck): PublicationPlan["checks"] {
  const externalId = createHash("sha256").update(JSON.stringify(check)).digest("hex");
  const existing = published.checks.find(({ name }) => name === check.name);
  if (existing?.completed && existing.externalId === externalId) return [];
  return [{ check, externalId, existing: existing?.id }];
}

/** A pull request that never touched a schema gets no comment; one that no longer does has its comment say so. */
function planSummary(published: Published, wanted: Wanted): Pick<PublicationPlan, "summary" | "deleteComments"> {
  const [first, ...doubled] = published.summaries;
  const deleteComments = doubled.map(({ id }) => id);
  if (first === undefined) {
    const body = wanted.summary && withSummaryMarker(wanted.summary);
    return { summary: body === undefined ? undefined : { action: "create", body }, deleteComments };
  }
  const body = withSummaryMarker(wanted.summary ?? wanted.emptySummary);
  return { summary: first.body === body ? undefined : { action: "update", id: first.id, body }, deleteComments };
}

function planThreads(
  threads: readonly PublishedThread[],
  wanted: readonly WantedComment[],
): Pick<PublicationPlan, "comments" | "resolve" | "unresolve"> {
  const present = new Map(threads.map((thread) => [thread.fingerprint, thread]));
  const stillTrue = new Set(wanted.map(({ fingerprint }) => fingerprint));
  return {
    comments: wanted.filter(({ fingerprint }) => !present.has(fingerprint)),
    resolve: threads
      .filter((thread) => !stillTrue.has(thread.fingerprint) && !thread.resolved && !thread.answered)
      .map(({ id }) => id),
    unresolve: threads.filter((thread) => stillTrue.has(thread.fingerprint) && thread.resolvedByUs).map(({ id }) => id),
  };
}
