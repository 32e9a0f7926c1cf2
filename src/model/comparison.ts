import type { SchemaChange } from "./change.ts";
import type { Deprecation, ModuleUse } from "./contract.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Location } from "./location.ts";
import type { Migration } from "./migration.ts";
import type { QualifiedName } from "./name.ts";
import type { Operation } from "./operation.ts";
import type { Schema } from "./schema.ts";

/** One operation at work: the operation with its names resolved, and the schema just before and just after it. */
export type Step<O extends Operation = Operation> = {
  readonly operation: O;
  readonly before: Schema;
  readonly after: Schema;
  /** `no-effect`: its guard was satisfied, or it changes no schema. `unknown-target`: it names what the schema lacks, and was applied to an assumption or not at all. */
  readonly effect: "applied" | "no-effect" | "unknown-target";
};

/** What an object was called before the pull request, for objects that it renames. Keys and values are `keyOf` spellings; columns per table under the table's head key. */
export type Renames = {
  readonly tables: ReadonlyMap<string, string>;
  readonly views: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, string>;
  readonly routines: ReadonlyMap<string, string>;
  readonly sequences: ReadonlyMap<string, string>;
  /** Head table key → head column → base column. */
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Head table key → head name → base name, for constraints, indexes, triggers and policies. */
  readonly parts: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Head enum key → head value → base value. */
  readonly enumValues: ReadonlyMap<string, ReadonlyMap<string, string>>;
};

export type Application = {
  readonly schema: Schema;
  readonly steps: readonly Step[];
  readonly renames: Renames;
  readonly diagnostics: readonly Diagnostic[];
};

/** A migration of the pull request, with what it does. */
export type AppliedMigration = {
  readonly migration: Migration;
  readonly status: "added" | "modified" | "removed" | "renamed";
  /** Steps of the up direction, in order. Empty for removed migrations. */
  readonly steps: readonly Step[];
  /** The same migration as the base branch has it, for modified and renamed ones; `undefined` where it could not be read there. */
  readonly previous?: Migration | undefined;
  /** What is left different once it was done and undone: the difference between the schema before its up and after its down. `undefined` without a down. */
  readonly leftByUndoing?: SchemaChange | undefined;
};

/** The kinds of objects that a contract promises and a schema has. */
export type PromiseKind = "table" | "column" | "index" | "foreign-key" | "constraint" | "view" | "routine" | "enum";

/**
 * One place where `contract(base) ⊕ migrations ≠ contract(head)`.
 * `missing`: the schema has it and the contract does not. `stale`: the contract has it and the schema does not. `different`: both have it, an attribute differs.
 */
export type Discrepancy = {
  readonly kind: "missing" | "stale" | "different";
  readonly object: PromiseKind;
  /** `keyOf` of the table, view, routine or enum. */
  readonly owner: string;
  /** Column, index, foreign key or constraint within the owner; `undefined` for the owner itself. */
  readonly name: string | undefined;
  readonly attribute: string | undefined;
  /** What the schema has, for people: `character varying(255)`, `NOT NULL`. */
  readonly actual: string | undefined;
  /** What the contract says. */
  readonly promised: string | undefined;
  /** Line of the contract to look at: the row, the section, or where the missing section would go. */
  readonly contractAt: Location;
  /** The operation that brought it about; `undefined` when no operation of the pull request did. */
  readonly operation: Operation | undefined;
  /** The pull request caused it (its migrations, or its edit of the contract). `false` is drift that was there before. */
  readonly introduced: boolean;
  /**
   * `unmade-change` marks what the head contract newly claims and no migration makes.
   */
  readonly unmadeChange: boolean;
};

/** A contradiction within one section of the database contract. */
export type Contradiction = {
  readonly owner: string;
  readonly subject: string;
  readonly left: { readonly says: string; readonly where: string; readonly at: Location };
  readonly right: { readonly says: string; readonly where: string; readonly at: Location };
};

/** One reader or writer that a change reaches, with the chain of contract lines that proves it. */
export type Reach = {
  readonly kind: "query" | "view" | "routine" | "trigger" | "foreign-key" | "endpoint" | "module" | "table";
  readonly name: string;
  /** `breaks`: fails, or answers differently, once the migration ran. `touches`: names the table, and need not change. */
  readonly effect: "breaks" | "touches";
  /** Why, in words: "reads `orders.email`", "`SELECT *` over `orders`", "inserts into `orders` without `region`". */
  readonly because: string;
  readonly at: Location | undefined;
  /** From the operation outwards: each link is `kind name`, the last one is this reader. */
  readonly via: readonly {
    readonly kind: Reach["kind"] | "column";
    readonly name: string;
    readonly at: Location | undefined;
  }[];
};

/** What one operation reaches. Operations that reach nothing are left out. */
export type Impact = {
  readonly operation: Operation;
  readonly subject: {
    readonly table: QualifiedName | undefined;
    readonly column: string | undefined;
    readonly name: string;
  };
  readonly reaches: readonly Reach[];
};

/** Whether an operation breaks what the contract promises to readers, and why. */
export type BreakingChange = {
  readonly operation: Operation;
  readonly breaking: boolean;
  readonly because: string;
};

/** Where a deprecated object stands in the deprecation workflow. */
export type DeprecationState = {
  readonly subject: { readonly table: string; readonly column: string | undefined };
  readonly mark: Deprecation;
  /** The version of the contract when it was marked, where known. */
  readonly since: string | undefined;
  /** Versions released since then, the present one of the base included. */
  readonly releasesSince: number | undefined;
  readonly readers: readonly {
    readonly kind: "query" | "view" | "routine" | "endpoint";
    readonly name: string;
    readonly access: "read" | "write";
    readonly at: Location;
  }[];
  readonly modules: readonly ModuleUse[];
  /** Enough releases have passed and nothing uses it. */
  readonly droppable: boolean;
  readonly firstVersionToDrop: string | undefined;
};

/** Everything that comparing found, and all that rules see besides operations and contracts. */
export type Comparison = {
  readonly base: Schema;
  readonly head: Schema;
  /** Migrations that the pull request adds or changes, in the order they run. */
  readonly migrations: readonly AppliedMigration[];
  /** All of their steps in order. */
  readonly steps: readonly Step[];
  readonly renames: Renames;
  readonly schemaChange: SchemaChange;
  readonly discrepancies: readonly Discrepancy[];
  readonly contradictions: readonly Contradiction[];
  readonly impacts: readonly Impact[];
  readonly breaking: readonly BreakingChange[];
  readonly diagnostics: readonly Diagnostic[];
};
