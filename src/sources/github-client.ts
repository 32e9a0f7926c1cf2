/** The part of Octokit that reading needs. Requests reject with an error that has GitHub's `status`. */
export interface GitHubClient {
  request(route: string, parameters?: Record<string, unknown>): Promise<{ readonly data: unknown }>;
  graphql(document: string, variables?: Record<string, unknown>): Promise<unknown>;
}

export type GitHubRepository = { readonly owner: string; readonly name: string };

/** Whether GitHub answered that something is not there, or not for us. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 404;
}
