import type { MigrationFile } from "../../model/migration.ts";
import type { MigrationPath } from "./migration-path.ts";

/** What a format makes of a path. */
export type Recognised = Omit<MigrationFile, "path" | "tool">;

/**
 * How a tool runs a file on PostgreSQL. `wrapped`: in a transaction of its own. `together`: all statements as one message, which
 * the server runs as one transaction when there are several. `unless-concurrent`: wrapped, but not when the statements forbid it.
 * `never`: statement by statement.
 */
export type TransactionHabit = "wrapped" | "together" | "unless-concurrent" | "never";

/** Comment lines that part a file into directions. */
export type Markers = {
  /** Matches each marker line (flags `gim`); its group `direction` is `up` or `down`, and without the group it means `down`. */
  readonly line: RegExp;
  /** A marker of each direction must be there: for comments that may be nothing but comments. */
  readonly needsBoth: boolean;
  /** What stands before the first marker is up; otherwise the tool refuses or drops it. */
  readonly startsUp: boolean;
  /** On a marker line: this direction runs without a transaction. */
  readonly withoutTransaction: RegExp | undefined;
};

/** One migration tool: how its files are called, parted and run. Every member but `tool` is optional knowledge. */
export type Format = {
  readonly tool: string;
  /** From the path alone. */
  readonly recognise?: (path: MigrationPath) => Recognised | undefined;
  /** In files that no direction is known of from their path. */
  readonly markers?: Markers;
  readonly transaction: TransactionHabit;
  /** Anywhere in the file: it runs without a transaction. */
  readonly withoutTransaction?: RegExp;
  /** A file beside the migration that says so, and what in it does. */
  readonly settings?: { readonly file: (up: string) => string; readonly withoutTransaction: RegExp };
  /** Whether undoing can be written beside the migration: `if-used` where the tool leaves it to the project, seen by whether others of the history do. */
  readonly down: "yes" | "if-used" | "no";
};
