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
};
