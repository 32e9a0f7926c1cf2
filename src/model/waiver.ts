import type { Finding } from "./finding.ts";
import type { Located, Location } from "./location.ts";

/** How far a waiver reaches: a statement of a migration; a row or section of a contract, an entry of the SQL contract; or its whole file. */
export type WaiverScope = "statement" | "row" | "section" | "entry" | "file";

/** A comment of this tool's own that sets findings aside: `schema-warden: allow drop-column because nobody reads it`. */
export type Waiver = {
  /** The comment, from `schema-warden:` on. */
  readonly at: Location;
  /** `allow`, or what stands in its place: the `ignore` of other tools, which sets nothing aside here. */
  readonly word: string;
  readonly scope: WaiverScope;
  /** Findings that begin in this stretch of the file are meant. */
  readonly covers: Location;
  readonly rules: readonly Located<string>[];
  /** `undefined` where none is given, or only a placeholder for one. */
  readonly reason: string | undefined;
};

/** Linters whose comments people carry in their migrations. */
export type ForeignTool = "squawk" | "atlas" | "eugene";

/** A comment that tells another tool to be silent. It sets nothing aside here. */
export type ForeignWaiver = {
  readonly tool: ForeignTool;
  /** As it is written, without the comment's marks. */
  readonly text: string;
  readonly at: Location;
  readonly scope: "statement" | "file";
  readonly covers: Location;
  /** The other tool's names or codes; none when it means all of its rules. */
  readonly names: readonly string[];
};

/** All waivers of a file, in the order they stand in it. */
export type FileWaivers = { readonly own: readonly Waiver[]; readonly foreign: readonly ForeignWaiver[] };

/** What became of one rule that a waiver names. Only `applied` sets anything aside. */
export type WaiverStanding =
  | "applied"
  | "unused"
  | "unknown-rule"
  | "not-permitted"
  | "without-reason"
  | "unknown-word";

export type JudgedWaiver = {
  readonly waiver: Waiver;
  /** It stands on the base branch in the same words: what it says was judged when it came in. */
  readonly old: boolean;
  readonly rules: readonly {
    readonly name: Located<string>;
    readonly standing: WaiverStanding;
    /** The rule whose id is most like an unknown one. */
    readonly nearest: string | undefined;
    readonly setAside: readonly Finding[];
  }[];
};

/** A waiver as the report shows it: one that set something aside. */
export type AppliedWaiver = {
  readonly rules: readonly string[];
  readonly reason: string;
  readonly at: Location;
  readonly scope: WaiverScope;
  readonly setAside: readonly Finding[];
};
