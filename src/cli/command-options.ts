/** What `review` was asked. */
export type ReviewOptions = {
  readonly repo: string;
  readonly base?: string;
  readonly head?: string;
  readonly worktree?: boolean;
  readonly format: "terminal" | "markdown" | "json" | "html";
  readonly output?: string;
};

/** What `schema` was asked. */
export type SchemaOptions = {
  readonly repo: string;
  readonly at?: string;
  readonly format: "sql" | "json" | "mermaid";
  readonly output?: string;
};
