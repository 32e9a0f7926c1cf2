type Job = () => Promise<void>;

/**
 * Runs one job at a time per pull request and forgets all but the newest that wait: an older push needs no review once a newer
 * one is there. Jobs of different pull requests run beside each other.
 */
export class PullRequestQueue {
  readonly #running = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, Job>();

  /** Resolves once the pull request has no job left, this one included; rejects with what the job that ran threw. */
  run(pullRequest: string, job: Job): Promise<void> {
    this.#waiting.set(pullRequest, job);
    const running = this.#running.get(pullRequest);
    if (running !== undefined) return running;
    const drained = this.#drain(pullRequest).finally(() => this.#running.delete(pullRequest));
    this.#running.set(pullRequest, drained);
    return drained;
  }

  /** A job that fails costs only itself: what waits behind it still runs, then the failures are thrown. */
  async #drain(pullRequest: string): Promise<void> {
    const failures: unknown[] = [];
    for (let job = this.#waiting.get(pullRequest); job !== undefined; job = this.#waiting.get(pullRequest)) {
      this.#waiting.delete(pullRequest);
      await job().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures.length === 1 ? failures[0] : new AggregateError(failures);
  }
}
