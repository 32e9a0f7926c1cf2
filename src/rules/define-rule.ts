import type { AppliedMigration, Comparison, Step } from "../model/comparison.ts";
import type { Contracts } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Engine, Product } from "../model/engine.ts";
import type { Fix, Severity } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import type { Lock } from "../model/lock.ts";
import type { MigrationFile } from "../model/migration.ts";
import type { Operation, OperationKind, OperationOf } from "../model/operation.ts";
import type { Policy } from "../model/policy.ts";
import type { ConfigurationNotes, Evidence } from "../model/review-input.ts";
import type { SettingOf } from "../model/rule-declaration.ts";
import type { Dialect } from "../model/schema.ts";
import type { FileChange } from "../model/snapshot.ts";
import type { JudgedWaiver } from "../model/waiver.ts";
import type { MendTopic } from "./mending/mend-topics.ts";
import type { RuleSettings } from "./rule-settings.ts";
import type { Section } from "./sections.ts";

/** All that a rule sees. */
export type RuleContext = {
  readonly policy: Policy;
  readonly base: Contracts;
  readonly head: Contracts;
  /** Why a contract of the head could not be read as a whole. Such a one is absent from `head`. */
  readonly unreadContracts?: readonly Diagnostic[] | undefined;
  readonly comparison: Comparison;
  /** The server that the migrations run on. */
  readonly engine: Engine;
  /** The locks that the operations take on tables which exist before the pull request, by `step.operation`. */
  readonly locks: Locks;
  /** What there is to say about the configuration that the pull request brings. */
  readonly configuration?: ConfigurationNotes | undefined;
  /** What no stage before could read. */
  readonly diagnostics: readonly Diagnostic[];
  /** The settings of the rule that is asked. */
  readonly settings: RuleSettings;
  readonly changes: readonly FileChange[];
  /** Every migration file of the base branch, by path. */
  readonly baseMigrations: readonly MigrationFile[];
  /** Paths at head, for "does this file exist". */
  readonly headPaths: ReadonlySet<string>;
  /** Date and version of the last change log entries are checked against this; `undefined` when nobody said what day it is. */
  readonly evidence: Evidence;
};

export type Locks = ReadonlyMap<Operation, readonly Lock[]>;

type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What a rule yields; `data` is all that its words may use. */
export type Found<Data extends Facts> = {
  readonly at: Location;
  /** What it is about: `orders.email`, a path, a version. Together with rule and path it identifies the finding across pushes. */
  readonly subject: string;
  readonly related?: readonly Location[];
  readonly data: Data;
  readonly fix?: Fix;
  /** The lock it is about; the report shows it beside the words. */
  readonly lock?: Lock | undefined;
  /**
   * Whether a contract states what is demanded here; what none states falls to information. When absent, the rule's section of the
   * base database contract decides. Given by rules that also judge the SQL and API contracts.
   */
  readonly stated?: boolean;
  /** The server is known to refuse or undo it. No contract has to ask for what runs at all, so that this does not fall to information. */
  readonly certain?: boolean;
};

/** Markdown: wrap every name from the pull request in `code()` from `text/markdown.ts`. */
export type Words = { readonly what: string; readonly why: string; readonly fix: string };

/** Replace a text that occurs exactly once in the file of the base branch. */
export type Edit = readonly [find: string, replace: string];

/**
 * A pull request in miniature. A bare string stands for one added migration, `migrations/0002_example.sql`, that holds it.
 * Where a rule's examples give no `base`, they start from the files of `example-base.ts`.
 */
export type Example =
  | string
  | {
      /** One sentence for the docs page. */
      readonly title?: string;
      /** Files of the base branch besides those that the rule's examples start from, or instead of them; `null` leaves one out. */
      readonly base?: Readonly<Record<string, string | null>>;
      /** Files that the pull request adds or changes, whole; `null` deletes. */
      readonly head?: Readonly<Record<string, string | null>>;
      /** Text of the added migration `migrations/0002_example.sql`. */
      readonly migration?: string;
      /** Changes to files of the base branch. */
      readonly edits?: Readonly<Record<string, readonly Edit[]>>;
    };

type RuleBase<Data extends Facts> = {
  /** Equals the file's name. */
  readonly id: string;
  /** The heading of the database contract that it enforces. */
  readonly section: Section;
  readonly severity: Severity | "off";
  /** One imperative or "Disallow…" sentence for the index. */
  readonly summary: string;
  /** Dialects it speaks; all when absent. */
  readonly dialects?: readonly Dialect[];
  /** Servers of these dialects whose ways it is about; all of them when absent. */
  readonly products?: readonly Product[];
  /** When it is right to set the finding aside with a waiver, for the docs page: one or two sentences. */
  readonly whenToWaive: string;
  /** What mending it takes, each explained for every migration tool on the docs page, in the order they are done. */
  readonly mend?: readonly MendTopic[];
  /** What configuration may change in it, each with its default. */
  readonly settings?: Readonly<Record<string, SettingOf>>;
  readonly examples: {
    /** Files of the base branch that every example starts from; those of `example-base.ts` when absent. */
    readonly base?: Readonly<Record<string, string>>;
    readonly invalid: readonly Example[];
    /** At least twice as many as `invalid`: silence is a feature. */
    readonly valid: readonly Example[];
  };
  explain(data: Data): Words;
};

/** Looks at each operation of the kinds in `on`, in the order they run. */
export type OperationRule<K extends OperationKind = OperationKind, Data extends Facts = Facts> = RuleBase<Data> & {
  readonly on: readonly K[];
  check(
    operation: OperationOf<K>,
    context: RuleContext,
    here: { readonly step: Step; readonly migration: AppliedMigration },
  ): Iterable<Found<Data>>;
};

/** Looks at the pull request once. */
export type PullRequestRule<Data extends Facts = Facts> = RuleBase<Data> & {
  readonly on: "pull-request";
  check(context: RuleContext): Iterable<Found<Data>>;
};

/** Looks at the waivers, after all other rules found what they do and it was set aside. */
export type WaiverRule<Data extends Facts = Facts> = RuleBase<Data> & {
  readonly on: "waivers";
  check(waivers: readonly JudgedWaiver[], context: RuleContext): Iterable<Found<Data>>;
};

// biome-ignore lint/suspicious/noExplicitAny: a list of rules holds rules of every kind and data; each was checked by defineRule.
export type Rule = OperationRule<any, any> | PullRequestRule<any> | WaiverRule<any>;

export function defineRule<const K extends OperationKind, Data extends Facts>(
  rule: OperationRule<K, Data>,
): OperationRule<K, Data>;
export function defineRule<Data extends Facts>(rule: PullRequestRule<Data>): PullRequestRule<Data>;
export function defineRule<Data extends Facts>(rule: WaiverRule<Data>): WaiverRule<Data>;
/** Checks a rule's parts against each other at compile time; at run time it is the rule. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
