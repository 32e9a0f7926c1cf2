import type { Location } from "./location.ts";

/** What could not be read, never what the author did wrong: that is a `Finding`. */
export type Diagnostic = {
  readonly kind:
    | "unread-statement"
    | "unread-file"
    | "dynamic-sql"
    | "contract"
    | "limit-reached"
    | "rule-failed"
    | "unknown-target"
    | "configuration";
  readonly at: Location;
  /** One sentence, with the remedy where there is one. */
  readonly message: string;
  /** What is known of a migration in a programming language, which is there and was not read. */
  readonly codeMigration?: CodeMigration;
};

export type CodeMigration = {
  /** `Python`. */
  readonly language: string;
  /** The migration tool, where the path tells it and the tool can print SQL. */
  readonly tool?: string;
  /** The command that prints the SQL. */
  readonly print?: string;
};
