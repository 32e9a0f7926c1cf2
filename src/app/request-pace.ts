/** The part of a throttle's group that Octokit's plugin asks before a request. */
type PaceGroup = {
  key(installation: string): { schedule(options: unknown, job: () => Promise<void>): Promise<void> };
};

/** Requests of one installation that may go out at once, and per second from then on. */
const burst = 60;
const perSecond = 10;

/**
 * How fast GraphQL requests and writes follow each other, per installation. Octokit itself lets one out each second, because most apps write
 * with many small ones; a review takes two or three documents, and GitHub grants an installation 2,000 points a minute, of which a query is
 * one and a mutation five.
 * See https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
export function requestPace(now: () => number = Date.now): PaceGroup {
  const freeAt = new Map<string, number>();
  return {
    key: (installation) => ({
      schedule: async (_options, job) => {
        const time = now();
        const full = time - (burst * 1000) / perSecond;
        const slot = Math.max(freeAt.get(installation) ?? full, full) + 1000 / perSecond;
        freeAt.set(installation, slot);
        if (slot > time) await new Promise((resolve) => setTimeout(resolve, slot - time));
        return job();
      },
    }),
  };
}
