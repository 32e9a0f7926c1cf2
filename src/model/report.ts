import type { SchemaChange } from "./change.ts";
import type { BreakingChange, Reach } from "./comparison.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Finding, FoundLock } from "./finding.ts";
import type { Location } from "./location.ts";
import type { Dialect } from "./schema.ts";
import type { AppliedWaiver } from "./waiver.ts";

/** `failure`: errors. `neutral`: nothing of schema in the pull request. `success` otherwise. */
export type Verdict = "success" | "failure" | "neutral";

/** What one of the three contracts looks like in this pull request. */
export type ContractState = {
  readonly contract: "database" | "sql" | "api";
  readonly path: string | undefined;
  /**
   * `up to date`: it was updated as required, or nothing was required. `not updated`: the pull request leaves it as it is, though findings ask for an edit.
   * `to be corrected`: the pull request edits it, and findings on it remain.
   */
  readonly state: "up to date" | "not updated" | "to be corrected" | "missing" | "unreadable" | "not needed";
  readonly baseVersion: string | undefined;
  readonly headVersion: string | undefined;
  readonly findings: number;
  /** Whose it is, where the pull request touches several databases. */
  readonly database?: string | undefined;
};

export type ChecklistBox = {
  /** The contract's own words. */
  readonly text: string;
  /** What it is understood to mean; `undefined` for a box of the contract's own making. */
  readonly id:
    | "modules-identified"
    | "migration-script"
    | "rollback"
    | "database-contract"
    | "sql-contract"
    | "api-contract"
    | "team-notified"
    | "documentation"
    | undefined;
  readonly state: "proved" | "refuted" | "left to a person";
  readonly reason: string;
};

/** A migration of the pull request at a glance. */
export type ReviewedMigration = {
  readonly id: string;
  readonly title: string;
  readonly tool: string;
  readonly files: readonly string[];
  readonly status: "added" | "modified" | "removed" | "renamed";
  readonly statements: number;
  readonly operations: number;
  readonly breaking: boolean;
  /** Whose it is, where the pull request touches several databases. */
  readonly database?: string | undefined;
};

/** A change of the schema that readers feel, with whom it reaches. */
export type ReviewedImpact = {
  readonly change: string;
  readonly at: Location;
  readonly breaking: boolean;
  readonly because: BreakingChange["because"] | undefined;
  readonly completesDeprecation?: BreakingChange["completesDeprecation"];
  readonly reaches: readonly Reach[];
  /** Whose it is, where the pull request touches several databases. */
  readonly database?: string | undefined;
};

/** A lock with the clause that takes it. */
export type PlacedLock = FoundLock & { readonly at: Location; readonly database?: string | undefined };

/** One of several databases that a pull request touches, by itself. */
export type ReviewedDatabase = {
  readonly name: string;
  readonly verdict: Verdict;
  readonly headline: string;
  readonly dialect: Dialect;
  readonly baseSchemaFrom: Report["baseSchemaFrom"];
  readonly counts: Report["counts"];
  readonly schemaChange: SchemaChange;
  readonly drift: number;
  readonly schemaFingerprint: string;
};

/** The outcome of a review: JSON all the way down. `undefined` members are absent in JSON. */
export type Report = {
  readonly reportVersion: 1;
  readonly tool: { readonly name: "schema-warden"; readonly version: string };
  readonly verdict: Verdict;
  /** One sentence. */
  readonly headline: string;
  readonly base: { readonly ref: string; readonly commit: string | undefined };
  readonly head: { readonly ref: string; readonly commit: string | undefined };
  readonly dialect: Dialect;
  /** What the base schema was read from: the base contract, the replayed history of migrations, or nothing but this pull request. */
  readonly baseSchemaFrom: "contract" | "migrations" | "nothing";
  readonly counts: { readonly error: number; readonly warning: number; readonly info: number };
  readonly contracts: readonly ContractState[];
  readonly migrations: readonly ReviewedMigration[];
  readonly schemaChange: SchemaChange;
  readonly impacts: readonly ReviewedImpact[];
  /** Of all locks that the migrations take on tables of the base branch, findings or not; `undefined` where none stops reads or writes. */
  readonly heaviestLock: PlacedLock | undefined;
  readonly checklist: readonly ChecklistBox[];
  readonly findings: readonly Finding[];
  /** The waivers that set findings aside, with those findings: they are in no other list and count for nothing. */
  readonly waivers: readonly AppliedWaiver[];
  readonly diagnostics: readonly Diagnostic[];
  /** Plain sentences on how this review was made: by another configuration than the base's, for one. */
  readonly notes: readonly string[];
  /** Discrepancies that were there before, counted and never gated. */
  readonly drift: number;
  /** Changes to the schema as a digest: equal when, and only when, the schema change is. */
  readonly schemaFingerprint: string;
  /** Where the pull request touches several: then `schemaChange` holds what changes in all of them, and `dialect` is that of the first. */
  readonly databases?: readonly ReviewedDatabase[] | undefined;
};
