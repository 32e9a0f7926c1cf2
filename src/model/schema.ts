import type { DataType, Expression } from "./expression.ts";
import type { QualifiedName } from "./name.ts";

export type Dialect = "postgresql" | "mysql" | "sqlite" | "sqlserver";

/**
 * A database schema as data. Keys are `keyOf(name)`; a routine's key is its signature, `name(type, type)`.
 * Every collection is read through `ReadonlyMap`, so that a contract of ten thousand tables can be read section by section.
 */
export type Schema = {
  readonly dialect: Dialect;
  /** `false` when the schema is known in part only: what an operation names and the schema lacks is then assumed to exist. */
  readonly complete: boolean;
  readonly namespaces: ReadonlyMap<string, Namespace>;
  readonly tables: ReadonlyMap<string, Table>;
  readonly views: ReadonlyMap<string, View>;
  readonly sequences: ReadonlyMap<string, Sequence>;
  readonly types: ReadonlyMap<string, UserType>;
  readonly routines: ReadonlyMap<string, Routine>;
  readonly extensions: ReadonlyMap<string, Extension>;
};

/** A schema in PostgreSQL's sense, other than the default one. */
export type Namespace = { readonly name: string };

export type Table = {
  readonly name: QualifiedName;
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  /** Indexes made by themselves; those behind a primary key, unique or exclusion constraint are the constraint. */
  readonly indexes: readonly Index[];
  readonly triggers: readonly Trigger[];
  readonly policies: readonly Policy[];
  readonly rowSecurity: "off" | "on" | "forced";
  readonly persistence: "permanent" | "unlogged" | "temporary";
  readonly inherits: readonly QualifiedName[];
  readonly partitionBy: { readonly strategy: string; readonly keys: readonly string[] } | undefined;
  readonly partitionOf: { readonly parent: QualifiedName; readonly bound: string } | undefined;
  readonly comment: string | undefined;
  /** The table was never seen made: only what operations said of it is known. */
  readonly assumed: boolean;
};

export type Column = {
  readonly name: string;
  /** `undefined` where it is not stated and cannot be derived. */
  readonly type: DataType | undefined;
  readonly nullable: boolean;
  readonly default: Expression | undefined;
  readonly generated: { readonly kind: "stored" | "virtual"; readonly expression: Expression } | undefined;
  readonly identity: "always" | "by default" | undefined;
  readonly collation: string | undefined;
  /** MySQL's `CHARACTER SET`, where the column states one. */
  readonly characterSet?: string | undefined;
  readonly comment: string | undefined;
};

export type Deferral = "not deferrable" | "initially immediate" | "initially deferred";

export type Constraint =
  | PrimaryKey
  | UniqueConstraint
  | ForeignKey
  | CheckConstraint
  | ExclusionConstraint
  | NotNullConstraint;

/** `name` is the server's own choice when none was written, worked out by its rules. */
type ConstraintBase = { readonly name: string };

export type PrimaryKey = ConstraintBase & {
  readonly kind: "primary-key";
  readonly columns: readonly string[];
  readonly include: readonly string[];
  readonly withoutOverlaps: boolean;
  readonly deferral: Deferral;
};

export type UniqueConstraint = ConstraintBase & {
  readonly kind: "unique";
  readonly columns: readonly string[];
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean;
  readonly withoutOverlaps: boolean;
  readonly deferral: Deferral;
};

export type ReferentialAction = "no action" | "restrict" | "cascade" | "set null" | "set default";

export type ForeignKey = ConstraintBase & {
  readonly kind: "foreign-key";
  readonly columns: readonly string[];
  readonly references: { readonly table: QualifiedName; readonly columns: readonly string[] };
  readonly onDelete: ReferentialAction;
  /** Columns of `ON DELETE SET NULL (…)`; empty means all. */
  readonly onDeleteColumns: readonly string[];
  readonly onUpdate: ReferentialAction;
  readonly match: "simple" | "full";
  readonly deferral: Deferral;
  readonly validated: boolean;
  readonly enforced: boolean;
};

export type CheckConstraint = ConstraintBase & {
  readonly kind: "check";
  readonly expression: Expression;
  readonly noInherit: boolean;
  readonly validated: boolean;
  readonly enforced: boolean;
};

export type ExclusionConstraint = ConstraintBase & {
  readonly kind: "exclude";
  readonly method: string;
  /** Each element as `expression WITH operator`, canonical. */
  readonly elements: readonly string[];
  readonly where: Expression | undefined;
  readonly deferral: Deferral;
};

/** Kept only where it was named or is not yet validated; the column's `nullable` says the rest. */
export type NotNullConstraint = ConstraintBase & {
  readonly kind: "not-null";
  readonly column: string;
  readonly noInherit: boolean;
  readonly validated: boolean;
};

export type IndexElement = {
  /** A plain column, or `undefined` for an expression. */
  readonly column: string | undefined;
  readonly expression: Expression | undefined;
  readonly collation: string | undefined;
  readonly operatorClass: string | undefined;
  readonly order: "asc" | "desc";
  readonly nulls: "first" | "last";
  /** How many characters of the column MySQL keeps; all when absent. */
  readonly prefix?: number | undefined;
};

export type Index = {
  /** In the schema of its table. */
  readonly name: string;
  readonly method: string;
  readonly unique: boolean;
  readonly nullsNotDistinct: boolean;
  readonly elements: readonly IndexElement[];
  readonly include: readonly string[];
  readonly where: Expression | undefined;
  /** `WITH (…)` options, `fillfactor=70`. */
  readonly options: readonly string[];
};

export type Trigger = {
  readonly name: string;
  readonly timing: "before" | "after" | "instead of";
  /** `insert`, `delete`, `truncate`, `update`, `update of a, b`. */
  readonly events: readonly string[];
  readonly level: "row" | "statement";
  readonly routine: QualifiedName;
  readonly when: Expression | undefined;
  readonly constraint: boolean;
  readonly enabled: "origin" | "disabled" | "replica" | "always";
};

export type Policy = {
  readonly name: string;
  readonly permissive: boolean;
  readonly command: "all" | "select" | "insert" | "update" | "delete";
  readonly roles: readonly string[];
  readonly using: Expression | undefined;
  readonly check: Expression | undefined;
};

export type View = {
  readonly name: QualifiedName;
  readonly materialized: boolean;
  /** Output columns in order; a type is `undefined` where it would take the server to know it. */
  readonly columns: readonly { readonly name: string; readonly type: DataType | undefined }[];
  /** The defining query as written, without `CREATE VIEW … AS`. */
  readonly definition: string;
  readonly query: Query;
  readonly indexes: readonly Index[];
  readonly triggers: readonly Trigger[];
  readonly options: readonly string[];
  readonly comment: string | undefined;
};

export type Sequence = {
  readonly name: QualifiedName;
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly cache: string;
  readonly cycle: boolean;
  /** The column it belongs to (`OWNED BY`, serial); it goes when the column goes. */
  readonly ownedBy: { readonly table: QualifiedName; readonly column: string } | undefined;
};

export type UserType =
  | { readonly kind: "enum"; readonly name: QualifiedName; readonly values: readonly string[] }
  | {
      readonly kind: "domain";
      readonly name: QualifiedName;
      readonly type: DataType;
      readonly nullable: boolean;
      readonly default: Expression | undefined;
      readonly checks: readonly CheckConstraint[];
    }
  | {
      readonly kind: "composite";
      readonly name: QualifiedName;
      readonly attributes: readonly { readonly name: string; readonly type: DataType }[];
    }
  | { readonly kind: "range"; readonly name: QualifiedName; readonly subtype: string }
  | { readonly kind: "base"; readonly name: QualifiedName };

export type Parameter = {
  readonly name: string | undefined;
  readonly mode: "in" | "out" | "inout" | "variadic" | "table";
  readonly type: DataType;
  readonly default: Expression | undefined;
};

export type Routine = {
  readonly kind: "function" | "procedure" | "aggregate";
  readonly name: QualifiedName;
  /** `name(type, type)` of the input parameters, which identifies it. */
  readonly signature: string;
  readonly parameters: readonly Parameter[];
  /** Result as written canonically: `integer`, `SETOF orders`, `TABLE(id integer)`, `trigger`; `undefined` for procedures. */
  readonly returns: string | undefined;
  readonly language: string;
  readonly volatility: "volatile" | "stable" | "immutable";
  readonly strict: boolean;
  readonly security: "invoker" | "definer";
  readonly parallel: "unsafe" | "restricted" | "safe";
  /** Body as written. */
  readonly body: string;
  /** What its statements read and write, as far as they are static SQL. */
  readonly queries: readonly Query[];
};

export type Extension = { readonly name: string; readonly schema: string | undefined };

/** One static SQL statement, as the columns it reads and writes. It is read without a schema: a column may have several candidates. */
export type Query = {
  readonly operation: "select" | "insert" | "update" | "delete" | "merge" | "call" | "other";
  /** Every table, view or function source that it names outside of WITH. */
  readonly tables: readonly TableUse[];
  readonly columns: readonly ColumnUse[];
  /** Output columns in order; a `*` stands unexpanded with its candidates. */
  readonly output: readonly QueryOutput[];
  readonly routines: readonly QualifiedName[];
  readonly hasWhere: boolean;
  readonly hasLimit: boolean;
  readonly hasOffset: boolean;
  readonly parameters: number;
};

export type TableUse = { readonly table: QualifiedName; readonly access: "read" | "write" };

export type ColumnUse = {
  /** A column's name, or `*`. */
  readonly column: string;
  readonly access: "read" | "write";
  /** The tables it may belong to: one when qualified, all in scope when not. */
  readonly candidates: readonly QualifiedName[];
};

export type QueryOutput = {
  readonly name: string | undefined;
  /** The column it passes on unchanged, if it is one. */
  readonly source: ColumnUse | undefined;
  /** A cast or literal type that is known from the text alone. */
  readonly type: DataType | undefined;
};
