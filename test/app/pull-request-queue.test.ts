import { describe, expect, it } from "vitest";
import { PullRequestQueue } from "../../src/app/pull-request-queue.ts";

describe("PullRequestQueue", () => {
  it("runs one job at a time per pull request and only the newest of those that wait", async () => {
    const queue = new PullRequestQueue();
    const log: string[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const job = (name: string, until?: Promise<void>) => async () => {
      log.push(`${name} starts`);
      await until;
      log.push(`${name} ends`);
    };
    const all = [
      queue.run("7", job("first", held)),
      queue.run("7", job("second")),
      queue.run("7", job("third")),
      queue.run("8", job("other")),
    ];
    release();
    await Promise.all(all);
    expect(log.filter((line) => !line.startsWith("other"))).toEqual([
      "first starts",
      "first ends",
      "third starts",
      "third ends",
    ]);
    expect(log).toContain("other ends");
  });

  it("runs what waits behind a job that fails, then says what failed", async () => {
    const queue = new PullRequestQueue();
    let ran = false;
    const first = queue.run("7", () => Promise.reject(new Error("broken")));
    const second = queue.run("7", async () => {
      ran = true;
    });
    await expect(first).rejects.toThrow("broken");
    await expect(second).rejects.toThrow("broken");
    expect(ran).toBe(true);
  });
});
