/** What a file turned out to hold once its bytes were decoded. `encoding` names what was found when it is not plain UTF-8. */
export type FileText =
  | { readonly kind: "text"; readonly text: string; readonly encoding: "utf-8" | "utf-8-bom" | "utf-16le" | "utf-16be" }
  | { readonly kind: "binary"; readonly bytes: number }
  | { readonly kind: "too-large"; readonly bytes: number; readonly limit: number }
  | { readonly kind: "unreadable"; readonly reason: string };

/** What a look for one file found. `out of reach`: it may be there, but cannot be read from here; the reason ends a sentence about it. */
export type FoundFile =
  | FileText
  | { readonly kind: "absent" }
  | { readonly kind: "out of reach"; readonly reason: string };

/** The state of one commit (or working tree), as far as the review needs it. */
export type Snapshot = {
  /** What a person calls it: a branch, a tag, a commit, `working tree`. */
  readonly ref: string;
  readonly commit: string | undefined;
  /** Every path of the commit, or those that were listed; sorted. */
  readonly paths: readonly string[];
  /** The files that were read. A path in `paths` and not here was not needed. */
  readonly files: ReadonlyMap<string, FileText>;
};

/** A stretch of lines, both ends inclusive, counted from 1. */
export type LineRange = { readonly start: number; readonly end: number };

/** One file that differs between base and head. */
export type FileChange = {
  readonly path: string;
  readonly status: "added" | "modified" | "removed" | "renamed";
  /** The old path of a renamed file. */
  readonly previousPath: string | undefined;
  /** The head's lines that the diff shows (changed lines with their context); `undefined` when no diff was available. */
  readonly diffLines: readonly LineRange[] | undefined;
  /** One of those lines looks like a query, a route or a model. Absent where none does, or where there are none to look at. */
  readonly codeSigns?: true;
};

export type Side = "base" | "head";

/** Where snapshots come from: local git, a folder, the GitHub API. Methods fail with `UserError` for what a user can mend. */
export interface Source {
  describe(side: Side): { readonly ref: string; readonly commit: string | undefined };
  /** The files that the pull request changes, merge base to head, sorted by path. `truncated` says that a limit cut the list. */
  changes(): Promise<{ readonly changes: readonly FileChange[]; readonly truncated: boolean }>;
  /** Every path of one side, sorted. */
  list(side: Side): Promise<readonly string[]>;
  /**
   * One file as the base branch has it now, which may be ahead of where head left it; or as the default branch of another repository has
   * it, `owner/name` or the bare name of one of the same owner. Cheaper than listing a side.
   */
  peek(path: string, repository?: string): Promise<FoundFile>;
  /** The texts of these paths; a path that does not exist is absent from the answer. */
  read(side: Side, paths: readonly string[]): Promise<ReadonlyMap<string, FileText>>;
  /** The tags of the repository that are in the base, oldest release first, where it keeps any and they can be read. */
  releases?(): Promise<readonly string[]>;
}
