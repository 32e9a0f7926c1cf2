import type { CodeReadings } from "./declaration.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Engine } from "./engine.ts";
import type { Location } from "./location.ts";
import type { Policy } from "./policy.ts";
import type { FileChange, Snapshot } from "./snapshot.ts";

/** What needed I/O and was gathered before the review: plain data, each part optional. */
export type Evidence = {
  /** Release tags, oldest first, where they were gathered. */
  readonly releases?: readonly string[];
  /** Today, `YYYY-MM-DD`, for checking dates; the engine has no clock. */
  readonly today?: string;
};

/** A contract that configuration names. */
export type StatedContract = {
  readonly kind: "database" | "sql" | "api";
  readonly path: string;
  readonly at: Location;
};

/** What there is to say about the configuration besides the policy that it makes. */
export type ConfigurationNotes = {
  /** What is wrong in the configuration that the pull request brings. */
  readonly problems: readonly Diagnostic[];
  /** What the configuration builds on and could not be read from here; the review goes on without it. */
  readonly outOfReach: readonly Diagnostic[];
  /** The contracts that it names by their paths. */
  readonly contracts?: readonly StatedContract[];
  /** Plain sentences on which configuration the review went by. */
  readonly notes: readonly string[];
};

/** All that a review is made of. The same input gives the same report, byte for byte. */
export type ReviewInput = {
  readonly base: Snapshot;
  readonly head: Snapshot;
  readonly changes: readonly FileChange[];
  /** The list of changed files was cut at a limit. */
  readonly changesTruncated: boolean;
  /** How many were listed: `changes` may be those of one database alone. */
  readonly changesListed?: number | undefined;
  /** `base.files` holds every migration of the histories that the pull request touches, so that they can be replayed. */
  readonly historyGathered: boolean;
  readonly policy: Policy;
  readonly configuration?: ConfigurationNotes | undefined;
  readonly engine: Engine;
  readonly evidence: Evidence;
  /** What the changed files of code say of the database and the API. */
  readonly code?: CodeReadings | undefined;
};
