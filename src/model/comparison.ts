import type { SchemaChange } from "./change.ts";
import type { ContractQuery, Deprecation, ModuleUse } from "./contract.ts";
import type { CodeQuery, CodeRoute } from "./declaration.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { DataType } from "./expression.ts";
import type { Location } from "./location.ts";
import type { Migration } from "./migration.ts";
import type { QualifiedName } from "./name.ts";
import type { Operation } from "./operation.ts";
import type { Query, Schema } from "./schema.ts";

/** One operation at work: the operation with its names resolved, and the schema just before and just after it. */
export type Step<O extends Operation = Operation> = {
  readonly operation: O;
  readonly before: Schema;
  readonly after: Schema;
  /** `no-effect`: its guard was satisfied, or it changes no schema. `unknown-target`: it names what the schema lacks, and was applied to an assumption or not at all. */
  readonly effect: "applied" | "no-effect" | "unknown-target";
  /** The call or block that it comes from; `undefined` for what stands in the migration itself. */
  readonly calledBy?: Operation | undefined;
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
  /** What surely goes otherwise when it is run once more onto its own outcome. */
  readonly rerun?: readonly Rerun[] | undefined;
};

/** An operation whose second run fails, or passes and makes something anew; `because` in words that follow "because". */
export type Rerun = {
  readonly operation: Operation;
  readonly outcome: "fails" | "changes";
  readonly because: string;
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

/** Something in which the contract was untrue before the pull request. */
export type Debt = {
  /** `orders` or `orders.note`. */
  readonly name: string;
  /** `absent`: the migrations change it, and the contract does not have it. `different`: the history of migrations makes it otherwise. `contradictory`: a section says two things of it. */
  readonly kind: "absent" | "different" | "contradictory";
};

/** A contradiction within one section of the database contract, brought about by the pull request. */
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
  /**
   * `breaks`: fails once the migration ran. `alters`: works on and may answer differently (`SELECT *` with one more column, a wider type), so that it must be
   * looked at again. `touches`: names the table, and need not change.
   */
  readonly effect: "breaks" | "alters" | "touches";
  /** Why, in words: "reads `orders.email`", "`SELECT *` over `orders`", "inserts into `orders` without `region`". */
  readonly because: string;
  readonly at: Location | undefined;
  /** From the operation outwards: each link is `kind name`, the last one is this reader. */
  readonly via: readonly {
    readonly kind: Reach["kind"] | "column";
    readonly name: string;
    readonly at: Location | undefined;
  }[];
  /** What the pull request does to the contract entry of this query, view, routine or endpoint: `unchanged` was not looked at again. `undefined` for what has no entry of its own. */
  readonly entry: EntryState | undefined;
};

/** One contract entry at base against the same entry at head, text by text. */
export type EntryState = "unchanged" | "changed" | "added" | "removed";

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
  /** `undefined` where nobody can say: the contract does not have what is changed, or not how long it has been deprecated. */
  readonly breaking: boolean | undefined;
  readonly because: string;
  /** It takes away what was marked deprecated, and the workflow lets it go. */
  readonly completesDeprecation?: true;
  /** The same within a sentence that does not name the change otherwise: its subject, with the reason. No full stop. */
  readonly told: string;
};

/** How far the deprecation workflow has come: the last of its steps that is done, with all before it. */
export type DeprecationStage = "marked" | "not written" | "not read" | "backfilled" | "droppable";

/** Who keeps a step of the deprecation workflow from being done. */
export type DeprecationHolder = {
  readonly kind: "query" | "view" | "routine" | "trigger" | "endpoint" | "module";
  readonly name: string;
  readonly at: Location;
};

/** A step of the deprecation workflow that is not done. `wait` is for releases to pass; it is held back by nobody. */
export type DeprecationStep = {
  readonly step: "stop writing" | "stop reading" | "backfill" | "wait";
  readonly heldBy: readonly DeprecationHolder[];
};

/** Where a deprecated object stands in the deprecation workflow. */
export type DeprecationState = {
  readonly subject: { readonly table: string; readonly column: string | undefined };
  readonly mark: Deprecation;
  readonly stage: DeprecationStage;
  /** The steps that are not done, the next one first. */
  readonly missing: readonly DeprecationStep[];
  /** The version of the contract when it was marked, where known. */
  readonly since: string | undefined;
  /** Versions released since then, the present one of the base included. */
  readonly releasesSince: number | undefined;
  /** Releases have to pass, the contract counts versions, and neither the mark nor the change log tells in which one it was made. */
  readonly undated: boolean;
  readonly readers: readonly {
    readonly kind: "query" | "view" | "routine" | "trigger" | "endpoint";
    readonly name: string;
    readonly access: "read" | "write";
    readonly at: Location;
  }[];
  readonly modules: readonly ModuleUse[];
  /** What takes its place by the words of the mark, where they name something that is there. */
  readonly replacement: { readonly table: string; readonly column: string | undefined } | undefined;
  /** Where it is seen that its values went there. Asked only where `missing` could list it. */
  readonly backfilledAt: Location | undefined;
  /** Enough releases have passed and nothing uses it: dropping it breaks no reader, whatever became of its values. */
  readonly droppable: boolean;
  readonly firstVersionToDrop: string | undefined;
};

/** A change of a column's type, by what becomes of the values. */
export type TypeChange = {
  readonly from: DataType;
  readonly to: DataType;
  /** `same` means the same; `widened` takes every old value unchanged; `narrowed` refuses or cuts some; `changed` is another kind of value. */
  readonly effect: "same" | "widened" | "narrowed" | "changed";
};

/** A query or a migration that writes a column which the contract marks deprecated. */
export type DeprecatedWrite = {
  readonly table: string;
  readonly column: string;
  readonly mark: Deprecation;
  readonly writer: { readonly kind: "query" | "migration"; readonly name: string; readonly at: Location };
};

export type ResolvedColumn = { readonly table: string; readonly column: string };

/**
 * A query of the head SQL contract, resolved against the head schema: every query that the pull request adds or changes, and every one that names a table or view which
 * its migrations touch. Tables are `keyOf` spellings as the query names them, views included.
 */
export type ResolvedQuery = {
  readonly query: ContractQuery;
  readonly entry: "unchanged" | "changed" | "added";
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly readColumns: readonly ResolvedColumn[];
  readonly writtenColumns: readonly ResolvedColumn[];
  /** Tables and columns that it names and the schema surely lacks, with the operation of this pull request that took them away. `column` is `undefined` where the table is gone. */
  readonly missing: readonly {
    readonly table: string;
    readonly column: string | undefined;
    readonly operation: Operation | undefined;
  }[];
  /** Columns that an INSERT must give a value and does not, with the operation that made them required. */
  readonly unfilled: readonly (ResolvedColumn & { readonly operation: Operation | undefined })[];
  /** Output columns in order, `*` expanded; `undefined` where they cannot be known. A type is `undefined` where it takes the server to know it. */
  readonly output: readonly { readonly name: string | undefined; readonly type: DataType | undefined }[] | undefined;
};

/** A foreign key whose target is not listed under Depends On, in a section that the pull request changes. */
export type MissingDependency = {
  readonly table: string;
  readonly target: string;
  readonly foreignKey: string;
  readonly at: Location;
  readonly operation: Operation | undefined;
};

/** A module that the pull request's operations reach, by the shortest chain. */
export type ReachedModule = {
  readonly module: string;
  /** Whether something it uses breaks. */
  readonly effect: Reach["effect"];
  readonly at: Location | undefined;
  readonly because: string;
};

/** What the pull request does to the entries of one contract, and the version bump that this demands by the contract's own protocol. */
export type ContractChange = {
  /** Its text differs at all. */
  readonly changed: boolean;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly modified: readonly string[];
  /** The least bump that is due; `none` where nothing changed that a version counts. */
  readonly bump: "major" | "minor" | "patch" | "none";
  readonly because: string;
};

/** Something that the pull request changes in what its models declare. */
export type ModelChange = {
  /** `differs`: a migration makes what the model adds, and makes it another way. */
  readonly kind: "added" | "dropped" | "changed" | "differs";
  readonly object: "table" | "column" | "index" | "enum-value";
  /** `keyOf` of the table, or of the enum. */
  readonly owner: string;
  /** The column, the value, the columns of the index; `undefined` for the owner itself. */
  readonly name: string | undefined;
  /** What differs, for `changed` and `differs`. */
  readonly attribute: "type" | "nullable" | "default" | undefined;
  /** As the base's model has it, or what the schema is left with, for people. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** The line of the model at head; of a dropped table, the file's beginning. */
  readonly at: Location;
  readonly orm: string;
  /** Whether the schema after the pull request's migrations has it so; `undefined` where nobody can tell. */
  readonly made: boolean | undefined;
};

/** A part of the model that the pull request changes and of which the head contract says otherwise. */
export type ModelContradiction = {
  /** `missing` from the contract, `stale` in it, or `different`. */
  readonly kind: Discrepancy["kind"];
  readonly owner: string;
  readonly column: string | undefined;
  readonly attribute: "type" | "nullable" | undefined;
  readonly declared: string | undefined;
  readonly promised: string | undefined;
  readonly at: Location;
  readonly contractAt: Location;
};

/** What the models that the pull request changes say, held against its migrations and the head contract. */
export type ModelComparison = {
  readonly changes: readonly ModelChange[];
  readonly contradictions: readonly ModelContradiction[];
};

/** What the pull request brings into code and the head contracts do not have. */
export type CodeComparison = {
  readonly queries: readonly (CodeQuery & {
    readonly operation: Query["operation"];
    /** Names of the tables, views and functions that it reads and writes. */
    readonly tables: readonly string[];
  })[];
  readonly routes: readonly CodeRoute[];
};

/** Objects of the schema that the operations changed: keys at head for what is still there, keys at base for what is dropped. */
export type TouchedObjects = {
  readonly tables: ReadonlySet<string>;
  readonly views: ReadonlySet<string>;
  /** Names without argument types. */
  readonly routines: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
};

/** A table that SQLite has to make anew, because it cannot change it in place. */
export type TableRebuild = {
  /** The table under the name that it has before and after. */
  readonly table: QualifiedName;
  /** The statements' operations as written: the new table, the copying, the drop, the rename, the indexes made again. No step stands for them. */
  readonly operations: readonly Operation[];
  /** What they change in the table, for which there are steps in their place; empty where it comes out as it was. */
  readonly changes: readonly Operation[];
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
  /** In SQLite, in the order they run. */
  readonly rebuilds: readonly TableRebuild[];
  readonly schemaChange: SchemaChange;
  readonly discrepancies: readonly Discrepancy[];
  readonly contradictions: readonly Contradiction[];
  readonly debts: readonly Debt[];
  readonly models: ModelComparison;
  readonly code: CodeComparison;
  readonly impacts: readonly Impact[];
  /** One verdict for each operation that changes the schema, in order. */
  readonly breaking: readonly BreakingChange[];
  /** The same verdicts by `step.operation`. */
  readonly verdicts: ReadonlyMap<Operation, BreakingChange>;
  /** Deprecated tables and columns (by the base contract) that the operations touch. */
  readonly deprecations: readonly DeprecationState[];
  /** By new or changed queries and by migrations of this pull request. */
  readonly deprecatedWrites: readonly DeprecatedWrite[];
  /** By `step.operation`, for each `alter-column-type` whose old type is known. */
  readonly typeChanges: ReadonlyMap<Operation, TypeChange>;
  readonly queries: readonly ResolvedQuery[];
  /** All modules that `impacts` reach, sorted by name. */
  readonly modules: readonly ReachedModule[];
  readonly missingDependencies: readonly MissingDependency[];
  readonly touched: TouchedObjects;
  /** Keys of tables that the pull request makes: nobody reads them yet. */
  readonly createdTables: ReadonlySet<string>;
  readonly contractChanges: {
    readonly database: ContractChange;
    readonly sql: ContractChange;
    readonly api: ContractChange;
  };
  readonly diagnostics: readonly Diagnostic[];
};
