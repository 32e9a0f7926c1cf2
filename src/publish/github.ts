/** The part of Octokit that publishing needs: one GraphQL request. Rejects with `{ errors, data }` when GitHub refuses a part. */
export interface GitHubGraphql {
  graphql<Answer>(document: string, variables: Readonly<Record<string, unknown>>): Promise<Answer>;
}

export type PullRequestAddress = {
  readonly owner: string;
  readonly repository: string;
  readonly number: number;
};
