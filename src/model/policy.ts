import type { Engine, Product } from "./engine.ts";
import type { Severity } from "./finding.ts";
import type { ChecklistBox } from "./report.ts";
import type { Dialect } from "./schema.ts";

/** Where configuration is looked for, the first that is there. */
export const configurationPaths = [".github/schema-warden.yml", ".github/schema-warden.yaml"] as const;

/** What the review goes by: the defaults, what the base contract states, what the base branch's configuration says. */
export type Policy = {
  /** Severity per rule id, where it differs from the rule's own. `off` switches it off. */
  readonly severities: ReadonlyMap<string, Severity | "off">;
  /** Other severities for some files; the last that names a rule and fits a path wins. */
  readonly overrides: readonly SeverityOverride[];
  /** Where a rule speaks, per rule id: the other rules speak everywhere. */
  readonly rulePaths: ReadonlyMap<string, RulePaths>;
  /** What configuration says of a rule's own settings, per rule id; what it leaves out is the rule's default. */
  readonly settings: ReadonlyMap<string, Readonly<Record<string, SettingValue>>>;
  /** `undefined`: found out from the contract and the files. */
  readonly dialect: Dialect | undefined;
  /** Which server and version, where configuration states it. */
  readonly engine: { readonly product: Product; readonly version: Engine["version"] } | undefined;
  /** Tables by how many rows they hold: locks on small ones are no matter, and large ones ask for care. */
  readonly tables: {
    /** A table that is stated to hold fewer rows is small. */
    readonly smallRows: number;
    /** A table that is stated to hold more rows is large. */
    readonly largeRows: number;
    /** Globs of tables that are large, whatever the contract says of their rows. */
    readonly large: readonly string[];
  };
  /** Globs of migration files besides those known by their form, and of files to leave alone. */
  readonly migrations: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  /** Paths of the contracts, where they do not lie in one of the usual places. */
  readonly contracts: {
    readonly database: string | undefined;
    readonly sql: string | undefined;
    readonly api: string | undefined;
  };
  /** The databases of a repository that keeps several, where configuration names them; without any they are found by their contracts. */
  readonly databases: readonly DatabasePolicy[];
  /** Releases that must pass between the mark and the drop (the N of N+1). */
  readonly releasesBeforeDrop: number;
  /** Whether a migration tool's own ledger counts as idempotency. */
  readonly ledgerSuffices: boolean;
  /** Whether a transaction that takes back a failed run counts as idempotency; `undefined` where it does unless the contract states idempotency. */
  readonly transactionSuffices: boolean | undefined;
  readonly waivers: {
    /** Rules, by id or glob, that no comment may set aside. Those about waivers never may be. */
    readonly forbidden: readonly string[];
  };
  readonly signOff: SignOff;
  readonly limits: Limits;
};

/** One of several databases, as configuration names it. What it leaves out is found, or is what holds for all. */
export type DatabasePolicy = {
  readonly name: string;
  /** Globs of all files that are about it; the first database that fits a file has it. */
  readonly paths: readonly string[];
  readonly contracts: Policy["contracts"];
  readonly engine: Policy["engine"];
  readonly dialect: Dialect | undefined;
  readonly migrations: Partial<Policy["migrations"]>;
};

/** Severities that hold for the files that fit one of the globs. */
export type SeverityOverride = {
  readonly paths: readonly string[];
  readonly severities: ReadonlyMap<string, Severity | "off">;
};

/** Globs of files: those that fit `only` (all when it is empty) and none of `except`. */
export type RulePaths = { readonly only: readonly string[]; readonly except: readonly string[] };

/** A box of the Breaking Change Checklist that something on GitHub may prove. */
export type SignableBox = NonNullable<ChecklistBox["id"]>;

/** Whose tick in the Breaking Change Checklist counts, and what proves a box without one. */
export type SignOff = {
  /** The least permission on the repository that a person needs whose tick counts. */
  readonly role: "write" | "maintain" | "admin";
  /** Whether that person must also be a code owner of a file that the pull request changes. */
  readonly codeOwners: boolean;
  /** Whether the author of the pull request may tick. */
  readonly author: boolean;
  /** Approving reviews of the head commit that a breaking change needs besides its ticks. */
  readonly approvals: number;
  /** Names of other checks on the head commit, per box: the box is proved when all of its checks passed. */
  readonly checks: ReadonlyMap<SignableBox, readonly string[]>;
};

/** A setting of a rule: a number, a text, a switch, or a list of texts. */
export type SettingValue = number | string | boolean | readonly string[];

/** Bounds that configuration may move; what is beyond is said, never dropped in silence. */
export type Limits = {
  readonly statementsPerFile: number;
  /** Of one rule; that it found more is said. */
  readonly findings: number;
  /** Time that one rule may take before it is stopped, where something keeps watch. */
  readonly ruleMilliseconds: number;
};
