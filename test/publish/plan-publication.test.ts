import { describe, expect, it } from "vitest";
import { withSummaryMarker } from "../../src/publish/markers.ts";
import { isEmpty, planPublication, type Wanted } from "../../src/publish/plan-publication.ts";
import type { Published, WantedCheck } from "../../src/publish/publication.ts";

const check: WantedCheck = {
  name: "Schema contract",
  conclusion: "SUCCESS",
  title: "Fine",
  summary: "Fine.",
  text: undefined,
  annotations: [],
};
const wanted: Wanted = {
  checks: [check],
  summary: "All good.",
  comments: [{ fingerprint: "a".repeat(16), path: "m.sql", startLine: undefined, line: 3, body: "…" }],
  emptySummary: "Nothing of schema is left.",
};
const nothing: Published = {
  repositoryId: "R",
  pullRequestId: "PR",
  headCommit: "c",
  currentHead: "c",
  pullRequest: {
    base: { ref: "main", sha: "a" },
    head: { ref: "change", sha: "c", repo: null },
    changed_files: 1,
    mergeBase: "a",
    changes: undefined,
    tags: undefined,
  },
  configuration: new Map(),
  summaries: [],
  threads: [],
  checks: [],
};

/** What GitHub holds once a plan was carried out. */
function afterwards(published: Published, want: Wanted): Published {
  const plan = planPublication(published, want);
  const summary = plan.summary;
  return {
    ...published,
    summaries:
      summary === undefined
        ? published.summaries
        : [{ id: summary.action === "update" ? summary.id : "IC_1", body: summary.body }],
    threads: [
      ...published.threads.map((thread) => ({
        ...thread,
        resolved: plan.resolve.includes(thread.id) || (thread.resolved && !plan.unresolve.includes(thread.id)),
        resolvedByUs: plan.resolve.includes(thread.id) || (thread.resolvedByUs && !plan.unresolve.includes(thread.id)),
      })),
      ...plan.comments.map(({ fingerprint }, index) => ({
        id: `T_${index}`,
        fingerprint,
        resolved: false,
        resolvedByUs: false,
        answered: false,
      })),
    ],
    checks: plan.checks.map(({ check: { name }, externalId }) => ({ id: name, name, externalId, completed: true })),
  };
}

describe("planPublication", () => {
  it("creates everything the first time, and nothing the second", () => {
    const plan = planPublication(nothing, wanted);
    expect(plan.checks).toHaveLength(1);
    expect(plan.summary).toEqual({ action: "create", body: withSummaryMarker("All good.") });
    expect(plan.comments).toHaveLength(1);
    expect(isEmpty(planPublication(afterwards(nothing, wanted), wanted))).toBe(true);
  });

  it("updates the summary in place and removes a doubled one", () => {
    const published = {
      ...nothing,
      summaries: [
        { id: "IC_1", body: withSummaryMarker("Old.") },
        { id: "IC_2", body: withSummaryMarker("Old.") },
      ],
    };
    const plan = planPublication(published, wanted);
    expect(plan.summary).toMatchObject({ action: "update", id: "IC_1" });
    expect(plan.deleteComments).toEqual(["IC_2"]);
  });

  it("writes no summary where none is wanted, but lets an old one say that nothing is left", () => {
    const quiet = { ...wanted, summary: undefined };
    expect(planPublication(nothing, quiet).summary).toBeUndefined();
    const published = { ...nothing, summaries: [{ id: "IC_1", body: withSummaryMarker("Old.") }] };
    expect(planPublication(published, quiet).summary).toMatchObject({
      action: "update",
      body: withSummaryMarker("Nothing of schema is left."),
    });
  });

  it("resolves the thread of a finding that is gone, unless a person answered or it is resolved already", () => {
    const thread = { id: "T", fingerprint: "b".repeat(16), resolved: false, resolvedByUs: false, answered: false };
    expect(planPublication({ ...nothing, threads: [thread] }, wanted).resolve).toEqual(["T"]);
    expect(planPublication({ ...nothing, threads: [{ ...thread, answered: true }] }, wanted).resolve).toEqual([]);
    expect(planPublication({ ...nothing, threads: [{ ...thread, resolved: true }] }, wanted).resolve).toEqual([]);
  });

  it("opens its own thread again when the finding comes back, and leaves one that a person resolved", () => {
    const thread = { id: "T", fingerprint: "a".repeat(16), resolved: true, resolvedByUs: true, answered: false };
    expect(planPublication({ ...nothing, threads: [thread] }, wanted)).toMatchObject({
      unresolve: ["T"],
      comments: [],
    });
    expect(planPublication({ ...nothing, threads: [{ ...thread, resolvedByUs: false }] }, wanted)).toMatchObject({
      unresolve: [],
      comments: [],
    });
  });

  it("completes a check that a dead process left open", () => {
    const done = afterwards(nothing, wanted);
    const open = { ...done, checks: done.checks.map((run) => ({ ...run, completed: false })) };
    expect(planPublication(open, wanted).checks).toMatchObject([{ existing: "Schema contract" }]);
  });
});
