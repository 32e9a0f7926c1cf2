import type { CallArgument } from "./catalog.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { DataType, Expression } from "./expression.ts";
import type { Located, Location } from "./location.ts";
import type { QualifiedName } from "./name.ts";
import type {
  CheckConstraint,
  Column,
  Constraint,
  Index,
  Policy,
  Query,
  Routine,
  Sequence,
  Table,
  Trigger,
} from "./schema.ts";

/** Why an operation may run twice: what its statement does when the object is already there, or already gone. */
export type Guard =
  | "if-exists"
  | "if-not-exists"
  | "or-replace"
  /** Inside a `DO` block, after a look at the catalog: `IF NOT EXISTS (SELECT … FROM pg_type …) THEN`. */
  | "catalog-check"
  /** Inside a `DO` block that catches the error of the second run: `EXCEPTION WHEN duplicate_object THEN NULL`. */
  | "exception-handler";

/** One statement of a script, shared by the operations that come from it. */
export type Statement = {
  /** Position among the script's statements, from 0. */
  readonly index: number;
  readonly at: Location;
  readonly text: string;
  /** Whether it runs inside a transaction: the tool's own, or a `BEGIN` of the script. */
  readonly inTransaction: boolean;
  /** Number of the transaction within the script; statements with the same number commit together. */
  readonly transaction: number;
  /** It stands inside a `DO` block or another conditional part, so it may not run at all. */
  readonly conditional: boolean;
  /** What a MySQL statement demands of the server: `ALGORITHM=INSTANT`, `LOCK=NONE`, in lower case. */
  readonly demands?: { readonly algorithm: string | undefined; readonly lock: string | undefined } | undefined;
  /** Waiver and marker comments directly before or inside the statement, with their positions. */
  readonly comments: readonly Located<string>[];
};

/** What every operation carries. `at` is the clause itself, `statement` the whole that it stands in. */
type On<K extends string, Fields = unknown> = {
  readonly kind: K;
  readonly at: Location;
  readonly statement: Statement;
  readonly guard: Guard | undefined;
} & Fields;

type OfTable = { readonly table: QualifiedName };
type OfColumn = OfTable & { readonly column: string };
/** `owner` is the table, where the statement names it, as in MySQL, whose indexes have their names within their table. */
type OfIndex = { readonly index: QualifiedName; readonly owner?: QualifiedName | undefined };
type Drop = { readonly cascade: boolean };

/** A column as a statement writes it: constraints written at the column are operations' `constraints`, unnamed ones with an empty name. */
export type ColumnDefinition = Column & {
  /** Options of the sequence behind `GENERATED … AS IDENTITY (…)`, where any are written. */
  readonly identityOptions?: SequenceOptions | undefined;
  /** Where MySQL puts it among the others; at the end when absent. */
  readonly position?: ColumnPosition | undefined;
};

/** `FIRST`, or `AFTER` another column. */
export type ColumnPosition = "first" | { readonly after: string };

/** A constraint as written; `name` is empty where the server chooses. `columns` of a foreign key's target are empty where it takes the primary key. */
export type WrittenConstraint = Constraint;

/** A sequence's options as written; what is not written is `undefined`. */
export type SequenceOptions = {
  readonly [K in keyof Omit<Sequence, "name" | "ownedBy">]?: Sequence[K] | undefined;
} & { readonly restart?: string | undefined };

/** The kinds of object that comments, grants, owners and schema moves speak of. */
export type ObjectKind =
  | "table"
  | "column"
  | "view"
  | "materialized view"
  | "index"
  | "sequence"
  | "constraint"
  | "trigger"
  | "policy"
  | "function"
  | "procedure"
  | "aggregate"
  | "routine"
  | "type"
  | "domain"
  | "schema"
  | "extension"
  | "database"
  | "other";

export type TableOperation =
  | On<
      "create-table",
      OfTable & {
        readonly columns: readonly ColumnDefinition[];
        readonly constraints: readonly WrittenConstraint[];
        readonly persistence: Table["persistence"];
        readonly inherits: readonly QualifiedName[];
        readonly partitionBy: Table["partitionBy"];
        readonly partitionOf: Table["partitionOf"];
        /** `LIKE source INCLUDING …`, with the included parts in lower case (`all`, `defaults`, `indexes`…) and its place among the columns. */
        readonly like: readonly {
          readonly source: QualifiedName;
          readonly including: readonly string[];
          readonly position: number;
        }[];
        /** `CREATE TABLE … AS query`; `columns` then holds what the text alone tells. */
        readonly as: Query | undefined;
        /** `OF composite type`. */
        readonly ofType: QualifiedName | undefined;
      }
    >
  | On<"drop-table", OfTable & Drop>
  | On<"rename-table", OfTable & { readonly to: string }>
  | On<"set-persistence", OfTable & { readonly persistence: "permanent" | "unlogged" }>
  | On<"set-inheritance", OfTable & { readonly parent: QualifiedName; readonly inherit: boolean }>
  | On<"attach-partition", OfTable & { readonly partition: QualifiedName; readonly bound: string }>
  | On<"detach-partition", OfTable & { readonly partition: QualifiedName; readonly concurrently: boolean }>
  | On<"set-row-security", OfTable & { readonly change: "enable" | "disable" | "force" | "no force" }>
  | On<"set-replica-identity", OfTable & { readonly identity: string }>
  /** Storage parameters, tablespace, access method, clustering, statistics: no part of the schema, but locks. `action` is the statement's clause in lower case. */
  | On<"alter-table-storage", OfTable & { readonly action: string }>;

export type ColumnOperation =
  | On<
      "add-column",
      OfColumn & { readonly definition: ColumnDefinition; readonly constraints: readonly WrittenConstraint[] }
    >
  | On<"drop-column", OfColumn & Drop>
  | On<"rename-column", OfColumn & { readonly to: string }>
  | On<
      "alter-column-type",
      OfColumn & {
        readonly type: DataType;
        readonly using: Expression | undefined;
        readonly collation: string | undefined;
        /** MySQL's `CHARACTER SET`, where the definition states one. */
        readonly characterSet?: string | undefined;
        /** MySQL's `MODIFY … FIRST`, `… AFTER column`; it stays where it is when absent. */
        readonly position?: ColumnPosition | undefined;
      }
    >
  | On<"set-default", OfColumn & { readonly default: Expression }>
  | On<"drop-default", OfColumn>
  | On<"set-not-null", OfColumn>
  | On<"drop-not-null", OfColumn>
  | On<"add-identity", OfColumn & { readonly identity: "always" | "by default"; readonly options: SequenceOptions }>
  | On<
      "set-identity",
      OfColumn & { readonly identity: "always" | "by default" | undefined; readonly options: SequenceOptions }
    >
  | On<"drop-identity", OfColumn>
  | On<"set-expression", OfColumn & { readonly expression: Expression }>
  | On<"drop-expression", OfColumn>
  /** `SET STATISTICS`, `SET STORAGE`, `SET COMPRESSION`, `SET (n_distinct = …)`. */
  | On<"alter-column-storage", OfColumn & { readonly action: string }>;

export type ConstraintOperation =
  | On<
      "add-constraint",
      OfTable & {
        readonly constraint: WrittenConstraint;
        /** `USING INDEX name`: the index becomes the constraint. */
        readonly usingIndex: string | undefined;
      }
    >
  | On<"drop-constraint", OfTable & Drop & { readonly constraint: string }>
  | On<"rename-constraint", OfTable & { readonly constraint: string; readonly to: string }>
  | On<"validate-constraint", OfTable & { readonly constraint: string }>
  | On<
      "alter-constraint",
      OfTable & {
        readonly constraint: string;
        readonly deferral: "not deferrable" | "initially immediate" | "initially deferred" | undefined;
        readonly enforced: boolean | undefined;
        readonly inherit: boolean | undefined;
      }
    >;

export type IndexOperation =
  | On<
      "create-index",
      OfTable & {
        /** `name` is empty where the server chooses. */ readonly index: Index;
        readonly concurrently: boolean;
        readonly only: boolean;
      }
    >
  | On<"drop-index", OfIndex & { readonly concurrently: boolean } & Drop>
  | On<"rename-index", OfIndex & { readonly to: string }>
  | On<"attach-index", { readonly index: QualifiedName; readonly child: QualifiedName }>
  | On<"alter-index-storage", OfIndex & { readonly action: string }>
  | On<
      "reindex",
      {
        readonly target: QualifiedName | undefined;
        readonly scope: "index" | "table" | "schema" | "database" | "system";
        readonly concurrently: boolean;
      }
    >;

export type ViewOperation =
  | On<
      "create-view",
      {
        readonly view: QualifiedName;
        readonly materialized: boolean;
        readonly replace: boolean;
        readonly temporary: boolean;
        /** Column names of `CREATE VIEW name (a, b)`; empty where none were given. */
        readonly columnNames: readonly string[];
        readonly definition: string;
        readonly query: Query;
        readonly options: readonly string[];
      }
    >
  | On<"drop-view", { readonly view: QualifiedName; readonly materialized: boolean } & Drop>
  | On<"rename-view", { readonly view: QualifiedName; readonly materialized: boolean; readonly to: string }>
  | On<"rename-view-column", { readonly view: QualifiedName; readonly column: string; readonly to: string }>
  | On<"alter-view", { readonly view: QualifiedName; readonly action: string; readonly options: readonly string[] }>
  | On<"refresh-view", { readonly view: QualifiedName; readonly concurrently: boolean }>;

export type TypeOperation =
  | On<"create-enum", { readonly type: QualifiedName; readonly values: readonly string[] }>
  | On<
      "add-enum-value",
      {
        readonly type: QualifiedName;
        readonly value: string;
        readonly before: string | undefined;
        readonly after: string | undefined;
      }
    >
  | On<"rename-enum-value", { readonly type: QualifiedName; readonly value: string; readonly to: string }>
  | On<
      "create-domain",
      {
        readonly type: QualifiedName;
        readonly baseType: DataType;
        readonly nullable: boolean;
        readonly default: Expression | undefined;
        readonly checks: readonly CheckConstraint[];
      }
    >
  | On<"alter-domain-default", { readonly type: QualifiedName; readonly default: Expression | undefined }>
  | On<"alter-domain-nullability", { readonly type: QualifiedName; readonly nullable: boolean }>
  | On<"add-domain-constraint", { readonly type: QualifiedName; readonly constraint: CheckConstraint }>
  | On<"drop-domain-constraint", { readonly type: QualifiedName; readonly constraint: string } & Drop>
  | On<"rename-domain-constraint", { readonly type: QualifiedName; readonly constraint: string; readonly to: string }>
  | On<"validate-domain-constraint", { readonly type: QualifiedName; readonly constraint: string }>
  | On<
      "create-composite",
      {
        readonly type: QualifiedName;
        readonly attributes: readonly { readonly name: string; readonly type: DataType }[];
      }
    >
  | On<"add-attribute", { readonly type: QualifiedName; readonly attribute: string; readonly dataType: DataType }>
  | On<"drop-attribute", { readonly type: QualifiedName; readonly attribute: string } & Drop>
  | On<
      "alter-attribute-type",
      { readonly type: QualifiedName; readonly attribute: string; readonly dataType: DataType }
    >
  | On<"rename-attribute", { readonly type: QualifiedName; readonly attribute: string; readonly to: string }>
  | On<"create-range", { readonly type: QualifiedName; readonly subtype: string }>
  | On<"create-base-type", { readonly type: QualifiedName }>
  | On<"drop-type", { readonly type: QualifiedName; readonly domain: boolean } & Drop>
  | On<"rename-type", { readonly type: QualifiedName; readonly to: string }>;

export type RoutineOperation =
  | On<"create-routine", { readonly routine: Routine; readonly replace: boolean }>
  /** `signature` lists the argument types where given; `undefined` means the only one of that name. */
  | On<
      "drop-routine",
      {
        readonly routine: QualifiedName;
        readonly routineKind: "function" | "procedure" | "aggregate" | "routine";
        readonly argumentTypes: readonly string[] | undefined;
      } & Drop
    >
  | On<
      "rename-routine",
      { readonly routine: QualifiedName; readonly argumentTypes: readonly string[] | undefined; readonly to: string }
    >
  | On<
      "alter-routine",
      {
        readonly routine: QualifiedName;
        readonly argumentTypes: readonly string[] | undefined;
        readonly set: Partial<Pick<Routine, "volatility" | "strict" | "security" | "parallel">>;
      }
    >
  | On<"create-trigger", OfTable & { readonly trigger: Trigger; readonly replace: boolean }>
  | On<"drop-trigger", OfTable & Drop & { readonly trigger: string }>
  | On<"rename-trigger", OfTable & { readonly trigger: string; readonly to: string }>
  /** `trigger` is `undefined` for `ALL` and `USER`. */
  | On<"set-trigger-enabled", OfTable & { readonly trigger: string | undefined; readonly enabled: Trigger["enabled"] }>
  /** Of a rewrite rule. */
  | On<"set-rule-enabled", OfTable & { readonly rule: string; readonly enabled: Trigger["enabled"] }>
  | On<"create-policy", OfTable & { readonly policy: Policy }>
  | On<
      "alter-policy",
      OfTable & { readonly policy: string; readonly set: Partial<Pick<Policy, "roles" | "using" | "check">> }
    >
  | On<"drop-policy", OfTable & { readonly policy: string }>
  | On<"rename-policy", OfTable & { readonly policy: string; readonly to: string }>;

export type OtherSchemaOperation =
  | On<"create-schema", { readonly schema: string }>
  | On<"drop-schema", { readonly schema: string } & Drop>
  | On<"rename-schema", { readonly schema: string; readonly to: string }>
  | On<
      "create-sequence",
      {
        readonly sequence: QualifiedName;
        readonly options: SequenceOptions;
        readonly ownedBy: Sequence["ownedBy"];
        readonly temporary: boolean;
      }
    >
  | On<
      "alter-sequence",
      {
        readonly sequence: QualifiedName;
        readonly options: SequenceOptions /** `null` is `OWNED BY NONE`. */;
        readonly ownedBy: Sequence["ownedBy"] | null;
      }
    >
  | On<"drop-sequence", { readonly sequence: QualifiedName } & Drop>
  | On<"rename-sequence", { readonly sequence: QualifiedName; readonly to: string }>
  | On<"create-extension", { readonly extension: string; readonly schema: string | undefined } & Drop>
  | On<"drop-extension", { readonly extension: string } & Drop>
  | On<"create-database", { readonly database: string }>
  | On<"drop-database", { readonly database: string }>
  /** `ALTER … SET SCHEMA`. */
  | On<
      "move-to-schema",
      {
        readonly object: ObjectKind;
        readonly name: QualifiedName;
        readonly argumentTypes: readonly string[] | undefined;
        readonly to: string;
      }
    >
  /** `comment` is `undefined` for `IS NULL`. `name` of a column's comment is its table; `part` is the column, constraint, trigger or policy. */
  | On<
      "comment-on",
      {
        readonly object: ObjectKind;
        readonly name: QualifiedName;
        readonly part: string | undefined;
        readonly comment: string | undefined;
      }
    >
  | On<
      "grant",
      {
        readonly revoke: boolean;
        readonly privileges: readonly string[];
        readonly object: ObjectKind;
        readonly names: readonly QualifiedName[];
        /** `ALL TABLES IN SCHEMA`, default privileges. */
        readonly allInSchema: boolean;
        readonly roles: readonly string[];
        readonly columns: readonly string[];
        readonly grantOption: boolean;
      }
    >
  /** Roles, owners, casts, operators, publications, event triggers, rules…: DDL that changes none of what a contract states. `command` is its tag, `ALTER ROLE`. */
  | On<"other-ddl", { readonly command: string; readonly name: QualifiedName | undefined }>;

export type DataOperation =
  | On<
      "insert",
      OfTable & {
        /** Columns as listed; empty where the statement lists none. */
        readonly columns: readonly string[];
        readonly onConflict: "nothing" | "update" | undefined;
        /** `INSERT … SELECT … WHERE NOT EXISTS (…)`. */
        readonly notExists: boolean;
        /** The column that each value of `INSERT … SELECT` is taken from as it is; `undefined` for values that are computed. */
        readonly sources?: readonly (string | undefined)[] | undefined;
        readonly query: Query;
      }
    >
  | On<
      "update",
      OfTable & {
        readonly columns: readonly string[];
        readonly hasWhere: boolean;
        /** Columns whose new value is computed from their own old value: `x = x + 1`, `x = x || 'a'`. */
        readonly selfReferencing: readonly string[];
        /** Bounded to a part of the rows: `LIMIT` inside its condition, a range on a key, `ctid`. */
        readonly batched: boolean;
        readonly query: Query;
      }
    >
  | On<"delete", OfTable & { readonly hasWhere: boolean; readonly batched: boolean; readonly query: Query }>
  | On<"merge", OfTable & { readonly query: Query }>
  /** Only `partitions` of the table, where some are named. */
  | On<"truncate", { readonly tables: readonly QualifiedName[]; readonly partitions?: readonly string[] } & Drop>
  | On<"copy", OfTable & { readonly columns: readonly string[]; readonly to: boolean }>
  /** A call of a routine as a statement (`CALL`, `SELECT f()`), which may do anything. */
  | On<
      "call-routine",
      {
        readonly routine: QualifiedName;
        readonly query: Query;
        readonly arguments?: readonly CallArgument[];
        /** What the routine does was read with the call and stands right behind it. */
        readonly followed?: boolean;
      }
    >
  /** A block of code that goes by what the catalog holds when it runs (`DO` with a loop over `pg_tables`): what its text alone tells. */
  | On<"run-block", { readonly operations: readonly Operation[]; readonly diagnostics: readonly Diagnostic[] }>;

export type SessionOperation =
  | On<"begin">
  | On<"commit">
  | On<"rollback">
  | On<"savepoint">
  | On<"lock-table", { readonly tables: readonly QualifiedName[]; readonly mode: string }>
  /** `SET`, `SET LOCAL`, `RESET`, `set_config`: `value` is the text as written, `undefined` for reset. */
  | On<"set-parameter", { readonly parameter: string; readonly value: string | undefined; readonly local: boolean }>
  /** Not schema and not data: `SELECT`, `ANALYZE`, `VACUUM`, `CLUSTER`, `SHOW`… `command` is its tag. `query` is set for a `SELECT`. */
  | On<
      "not-schema",
      {
        readonly command: string;
        readonly target: QualifiedName | undefined;
        readonly full: boolean;
        readonly query: Query | undefined;
      }
    >;

export type SchemaOperation =
  | TableOperation
  | ColumnOperation
  | ConstraintOperation
  | IndexOperation
  | ViewOperation
  | TypeOperation
  | RoutineOperation
  | OtherSchemaOperation;

/** What one statement does, dialect and tool apart: the noun that every stage after extraction speaks. */
export type Operation = SchemaOperation | DataOperation | SessionOperation;

export type OperationKind = Operation["kind"];
export type OperationOf<K extends OperationKind> = Extract<Operation, { readonly kind: K }>;
