/** How a review may be written. */
export const reviewFormats = ["terminal", "markdown", "json", "html", "sarif", "junit", "github"] as const;
export type ReviewFormat = (typeof reviewFormats)[number];

/** What `review` was asked. */
export type ReviewOptions = {
  readonly repo: string;
  readonly base?: string;
  readonly head?: string;
  readonly worktree?: boolean;
  readonly config?: string;
  readonly format: ReviewFormat;
  readonly rulePages?: string;
  readonly output?: string;
};

/** What `schema` was asked. */
export type SchemaOptions = {
  readonly repo: string;
  readonly at?: string;
  readonly format: "sql" | "json" | "mermaid";
  readonly output?: string;
};

/** What `config` was asked. */
export type ConfigOptions = {
  readonly repo: string;
  readonly at?: string;
  readonly print?: boolean;
  readonly format: "yaml" | "json";
};
