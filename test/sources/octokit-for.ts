import { Octokit } from "@octokit/rest";

/** The real client, pointed at a server of the tests, silent about the failures they provoke. */
export function octokitFor(baseUrl: string): Octokit {
  const silent = () => undefined;
  return new Octokit({ baseUrl, log: { debug: silent, info: silent, warn: silent, error: silent } });
}
