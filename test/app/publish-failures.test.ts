import { afterEach, describe, expect, it } from "vitest";
import { hasLoopback, needsLoopback } from "../loopback.ts";
import { closeStages, examplePullRequest, Stage } from "./stage.ts";

afterEach(closeStages);

const mutations = (stage: Stage) => stage.github.requests.filter((request) => request.includes("mutation"));

describe.skipIf(!hasLoopback)(needsLoopback("a publication that fails"), () => {
  it("is completed, not repeated, when the answer gets lost after all was written", async () => {
    const stage = await new Stage(examplePullRequest("break-the-readers")).start();
    stage.github.loseMutationAnswers = 1;
    await stage.deliver("opened");
    expect(mutations(stage)).toHaveLength(1);
    expect(stage.check("Schema contract")).toHaveLength(1);
    expect(stage.check("Breaking change sign-off")).toHaveLength(1);
    expect(stage.state.comments).toHaveLength(1);
    const places = stage.state.threads.map(({ comments }) => comments[0]?.body);
    expect(new Set(places).size).toBe(places.length);
  });

  it("costs only the comment that GitHub refuses", async () => {
    const stage = await new Stage(examplePullRequest("break-the-readers")).start();
    const whole = await new Stage(examplePullRequest("break-the-readers")).start();
    await whole.deliver("opened");
    const [refused] = whole.state.threads;
    stage.state.refusedComment = refused?.comments[0]?.body;
    await stage.deliver("opened");
    expect(stage.check("Schema contract")).toMatchObject([{ conclusion: "FAILURE" }]);
    expect(stage.check("Schema contract")[0]?.output.title).not.toContain("could not");
    expect(stage.check("Breaking change sign-off")).toHaveLength(1);
    expect(stage.state.comments).toHaveLength(1);
    expect(stage.state.threads).toHaveLength(whole.state.threads.length - 1);
  });

  it("writes both checks though their annotations are refused", async () => {
    const stage = await new Stage(examplePullRequest("break-the-readers")).start();
    stage.state.refusesAnnotations = true;
    await stage.deliver("opened");
    expect(stage.check("Schema contract")).toMatchObject([{ status: "COMPLETED", annotations: [] }]);
    expect(stage.check("Breaking change sign-off")).toMatchObject([{ status: "COMPLETED" }]);
    expect(stage.state.comments).toHaveLength(1);
  });

  it("completes the checks of a merge group in one request", async () => {
    const stage = await new Stage(examplePullRequest("add-gift-notes")).start();
    expect(await stage.deliverMergeGroup()).toBe(200);
    expect(stage.github.requests).toEqual(["graphql: mutation Publish"]);
    expect(stage.state.checkRuns).toMatchObject([
      { name: "Schema contract", conclusion: "SUCCESS", headSha: stage.state.head },
      { name: "Breaking change sign-off", conclusion: "SUCCESS", headSha: stage.state.head },
    ]);
  });
});
