import type { Location } from "./location.ts";
import type { Lock } from "./lock.ts";

export type Severity = "error" | "warning" | "info";

/** What rules are about, as the folders are named that their files stand in. */
export const ruleGroups = [
  "contract",
  "conventions",
  "destructive",
  "endpoints",
  "idempotency",
  "migrations",
  "online",
  "performance",
  "protection",
  "queries",
  "review",
  "separation",
  "versioning",
  "waivers",
] as const;

export type RuleGroup = (typeof ruleGroups)[number];

/** Replace `at` with `text`; an empty `at` inserts. Edits of one fix never overlap. */
export type TextEdit = { readonly at: Location; readonly text: string };

export type Fix = {
  /** What applying it does, as an imperative sentence. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
};

/** A lock as a finding states it: "ACCESS EXCLUSIVE · held while the table is rewritten · stops reads and writes". */
export type FoundLock = Pick<Lock, "table" | "mode" | "held" | "stops" | "work">;

/** Something about the author's change. Markdown is allowed in `what`, `why`, `fix`, with every name from the pull request escaped by `text/markdown`; `howToFix` may end in a fenced block to paste. */
export type Finding = {
  readonly rule: string;
  /** What its rule is about; absent where the rule is in no folder of the index. */
  readonly group?: RuleGroup | undefined;
  readonly severity: Severity;
  /** The section of the database contract that is enforced: "Non-Destructive Changes". */
  readonly section: string;
  /** It only informs, because the contract of the base branch leaves out what it is about. */
  readonly leftOut?: boolean | undefined;
  readonly at: Location;
  /** Other places that belong to it: the promise in the contract, the earlier definition. */
  readonly related: readonly Location[];
  readonly what: string;
  readonly why: string;
  readonly howToFix: string;
  readonly fix: Fix | undefined;
  /** The lock it is about, for findings of locking rules. */
  readonly lock: FoundLock | undefined;
  /** Stable across pushes as long as the cause stays: rule, path and subject, never a line number. */
  readonly fingerprint: string;
  /** Whose it is, where the pull request touches several databases. */
  readonly database?: string | undefined;
  /** What the finding is about, for grouping: `orders.email`, a path, a version. */
  readonly subject: string;
  /** The values its words were made of, for machines. */
  readonly facts: Readonly<Record<string, string | number | boolean | readonly string[]>>;
};
