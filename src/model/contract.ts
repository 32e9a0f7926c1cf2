import type { Diagnostic } from "./diagnostic.ts";
import type { DataType, Expression } from "./expression.ts";
import type { Located, Location } from "./location.ts";
import type { Script } from "./migration.ts";
import type { QualifiedName } from "./name.ts";
import type { Dialect, Query, ReferentialAction } from "./schema.ts";

/** A row of a change log. Cells are absent where the table has no such column, empty where the cell is. */
export type ChangeLogEntry = {
  readonly at: Location;
  readonly date: string | undefined;
  readonly version: string | undefined;
  readonly author: string | undefined;
  readonly changes: string | undefined;
  readonly impact: string | undefined;
};

/** What all three contracts have: version, dates, status and a log of changes. */
/** What the cells of a table's rows hold, in the order of its header: names of fields, and nothing where a header means none of them. */
export type RowForm = readonly string[];

export type ContractHeader = {
  readonly version: Located<string> | undefined;
  readonly lastUpdated: Located<string> | undefined;
  readonly status: Located<string> | undefined;
  /** In the order of the document. */
  readonly changeLog: readonly ChangeLogEntry[];
  /** Where a new entry would go, or the change log's heading; `undefined` where there is none. */
  readonly changeLogAt: Location | undefined;
  /** `date`, `version`, `author`, `changes`, `impact`; `undefined` where the change log is no table. */
  readonly changeLogForm: RowForm | undefined;
};

/** A module of Used By, Called By or `used_by_modules`. */
export type ModuleUse = {
  readonly module: string;
  readonly usage: string | undefined;
  readonly file: string | undefined;
  readonly at: Location;
};

/** A mark such as `DEPRECATED since 2.3.0`, in any of the spellings people use. */
export type Deprecation = {
  readonly at: Location;
  /** The version it was marked in, where it says so. */
  readonly since: string | undefined;
  readonly note: string;
};

/** A row of a Columns table. What the row does not state is `undefined`, which promises nothing. */
export type ContractColumn = {
  readonly name: string;
  readonly at: Location;
  readonly type: Located<DataType> | undefined;
  readonly nullable: Located<boolean> | undefined;
  /** `none` where the cell says that there is no default (`-`, empty, NONE); `automatic` for AUTO and the like. */
  readonly default: Located<Expression | "none" | "automatic"> | undefined;
  readonly primaryKey: boolean;
  readonly unique: boolean;
  readonly references: { readonly table: QualifiedName; readonly column: string | undefined } | undefined;
  readonly checks: readonly Expression[];
  readonly generated: boolean;
  readonly description: string | undefined;
  readonly deprecated: Deprecation | undefined;
  /** The values of an enum whose type cell lists them in place of its name (`enum('a', 'b')`); `type` is then `undefined`. */
  readonly enumValues: readonly string[] | undefined;
};

export type ContractIndex = {
  /** `undefined` where the row does not name it. */
  readonly name: string | undefined;
  readonly at: Location;
  /** Plain column names or expressions, as written; `undefined` where not stated. */
  readonly elements: readonly string[] | undefined;
  /** Columns of `INCLUDE (…)`; empty where none are stated. */
  readonly include: readonly string[];
  /** Lower case: `btree`, `gin`; `undefined` where not stated. */
  readonly method: string | undefined;
  readonly unique: boolean | undefined;
  readonly where: Expression | undefined;
  readonly purpose: string | undefined;
};

export type ContractForeignKey = {
  readonly name: string | undefined;
  readonly at: Location;
  readonly columns: readonly string[];
  readonly references: { readonly table: QualifiedName; readonly columns: readonly string[] };
  readonly onDelete: ReferentialAction | undefined;
  readonly onUpdate: ReferentialAction | undefined;
};

/** One `### Table: …` section. A part is `undefined` where its heading is missing, which is not the same as an empty list. */
export type ContractTable = {
  readonly name: QualifiedName;
  /** The whole section. */
  readonly at: Location;
  readonly headingAt: Location;
  readonly created: Located<string> | undefined;
  readonly lastModified: Located<string> | undefined;
  readonly purpose: Located<string> | undefined;
  /** The DDL block, read. */
  readonly ddl: { readonly at: Location; readonly script: Script } | undefined;
  readonly columns: readonly ContractColumn[] | undefined;
  readonly indexes: readonly ContractIndex[] | undefined;
  readonly foreignKeys: readonly ContractForeignKey[] | undefined;
  /** How rows of its tables are written; `undefined` where it has no such table. */
  readonly rowForms: {
    readonly columns: RowForm | undefined;
    readonly indexes: RowForm | undefined;
    readonly foreignKeys: RowForm | undefined;
  };
  readonly usedBy: readonly ModuleUse[] | undefined;
  readonly dependsOn: readonly { readonly table: QualifiedName; readonly at: Location }[] | undefined;
  /** Number of rows, where the section states it (`~2M rows`). */
  readonly rows: number | undefined;
  readonly deprecated: Deprecation | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Template placeholders left inside a section that is otherwise filled in. */
  readonly placeholders: readonly Located<string>[];
};

export type ContractView = {
  readonly name: QualifiedName;
  readonly at: Location;
  readonly headingAt: Location;
  readonly created: Located<string> | undefined;
  readonly lastModified: Located<string> | undefined;
  readonly ddl: { readonly at: Location; readonly script: Script } | undefined;
  readonly usedBy: readonly ModuleUse[] | undefined;
  readonly deprecated: Deprecation | undefined;
  readonly diagnostics: readonly Diagnostic[];
};

export type ContractRoutine = {
  readonly name: QualifiedName;
  readonly at: Location;
  readonly headingAt: Location;
  readonly created: Located<string> | undefined;
  readonly lastModified: Located<string> | undefined;
  readonly ddl: { readonly at: Location; readonly script: Script } | undefined;
  readonly calledBy: readonly ModuleUse[] | undefined;
  readonly deprecated: Deprecation | undefined;
  readonly diagnostics: readonly Diagnostic[];
};

/** Enums and domains, from a section of their own or from `CREATE TYPE` in any DDL block of the contract. */
export type ContractEnum = {
  readonly name: QualifiedName;
  readonly at: Location;
  readonly values: readonly string[];
};

/** One `### Migration: …` of the Migration History. */
/** What an entry of the Migration History may state. */
export type MigrationField =
  | "date"
  | "type"
  | "status"
  | "changes"
  | "rollback"
  | "breaking"
  | "affected-modules"
  | "downtime";

export type MigrationEntry = {
  readonly id: string;
  /** What its form has a place for: a section for everything, a table's row for what the table has columns for. */
  readonly places: ReadonlySet<MigrationField>;
  /** It is a row or a list's item among others, so that nothing can be written below it. */
  readonly isLine: boolean;
  /** `id` and the fields, where it is a row. */
  readonly rowForm: RowForm | undefined;
  readonly at: Location;
  readonly headingAt: Location;
  readonly date: Located<string> | undefined;
  readonly type: Located<string> | undefined;
  readonly status: Located<string> | undefined;
  readonly changes: readonly string[];
  /** Text of the rollback plan; empty where the heading stands alone. */
  readonly rollbackPlan: Located<string> | undefined;
  readonly breaking: Located<boolean> | undefined;
  readonly affectedModules: Located<readonly string[]> | undefined;
  readonly downtime: Located<boolean> | undefined;
  /** The entry's whole text, for finding the files it names. */
  readonly text: string;
};

export type ChecklistItem = {
  readonly at: Location;
  readonly text: string;
  readonly checked: boolean;
};

/** Which of its own policies a contract states. What it leaves out is not demanded. */
export type StatedPolicies = {
  readonly idempotency: Location | undefined;
  readonly separation: Location | undefined;
  readonly nonDestructive: Location | undefined;
  readonly onlineSafe: Location | undefined;
  readonly breakingChangeProtocol: Location | undefined;
  readonly migrationHistory: Location | undefined;
  readonly changeLog: Location | undefined;
  readonly dataRetention: Location | undefined;
  readonly accessControl: Location | undefined;
  readonly sensitiveData: Location | undefined;
  readonly performance: Location | undefined;
};

/** A row of Sensitive Data. */
export type SensitiveColumn = {
  readonly at: Location;
  readonly table: QualifiedName;
  /** `*` for all of the table's columns. */
  readonly column: string;
  /** How it is protected, as written: `AES-256`, `bcrypt`. */
  readonly encryption: string | undefined;
  readonly pii: boolean | undefined;
};

/** A row of Role-Based Access. */
export type RoleGrant = {
  readonly at: Location;
  /** As the dialect folds it. */
  readonly role: string;
  /** `undefined` means ALL; the name `*` stands for all tables of its schema. */
  readonly tables: readonly QualifiedName[] | undefined;
  /** What ALL leaves out: "ALL except audit_log". */
  readonly except: readonly QualifiedName[];
  /** As SQL calls them, in capitals: `SELECT`, `ALL`. `undefined` where the cell says something else. */
  readonly permissions: readonly string[] | undefined;
};

/** A row of Data Retention Policies. */
export type Retention = {
  readonly at: Location;
  /** The name `*` stands for every table that no other row names. */
  readonly table: QualifiedName;
  /** As written: `7 years`, `90 days after closing`. */
  readonly period: string;
  readonly archive: string | undefined;
};

/** One line, item or row of the part about performance, as plain text. */
export type PerformanceNote = {
  readonly at: Location;
  readonly text: string;
  /** The heading or label that it stands under: "Slow Queries". */
  readonly under: string;
};

/** A stretch of a contract's text, UTF-16 offsets, end exclusive. */
export type SectionRange = { readonly start: number; readonly end: number };

/**
 * A database contract. Sections are parsed when they are asked for: the maps know their keys from the headings alone.
 * Keys are `keyOf(name)`.
 */
export type DatabaseContract = {
  readonly path: string;
  readonly text: string;
  readonly header: ContractHeader;
  /** The dialect that its DDL blocks and types were read in. */
  readonly dialect: Dialect;
  readonly technology: { readonly type: Located<string> | undefined; readonly version: Located<string> | undefined };
  readonly tables: ReadonlyMap<string, ContractTable>;
  readonly views: ReadonlyMap<string, ContractView>;
  readonly routines: ReadonlyMap<string, ContractRoutine>;
  readonly enums: ReadonlyMap<string, ContractEnum>;
  /** The text of each section by its key, cut out and not parsed: it tells cheaply which sections a pull request changed. */
  readonly sectionTexts: {
    readonly tables: ReadonlyMap<string, string>;
    readonly views: ReadonlyMap<string, string>;
    readonly routines: ReadonlyMap<string, string>;
  };
  /** Where each of these sections lies in `text`. */
  readonly sectionRanges: {
    readonly [K in keyof DatabaseContract["sectionTexts"]]: ReadonlyMap<string, SectionRange>;
  };
  readonly migrations: readonly MigrationEntry[];
  readonly policies: StatedPolicies;
  readonly checklist: readonly ChecklistItem[];
  readonly retention: readonly Retention[];
  readonly roles: readonly RoleGrant[];
  readonly sensitive: readonly SensitiveColumn[];
  readonly performanceNotes: readonly PerformanceNote[];
  /** Sections that stand twice under one name. */
  readonly duplicates: readonly { readonly name: string; readonly at: Location; readonly first: Location }[];
  /** What could not be read outside of tables, views and routines, which carry their own. */
  readonly diagnostics: readonly Diagnostic[];
  /** Template placeholders outside of template sections: header, change log, technology. */
  readonly placeholders: readonly Located<string>[];
  /** Heading of the Tables, Views, Routines and Migration History parts, for findings about what is missing there. */
  readonly parts: {
    readonly tables: Location | undefined;
    readonly views: Location | undefined;
    readonly routines: Location | undefined;
    readonly migrationHistory: Location | undefined;
  };
};

/** One entry of `queries` in the SQL contract. */
export type ContractQuery = {
  readonly id: string;
  readonly at: Location;
  readonly name: string | undefined;
  readonly category: Located<string> | undefined;
  readonly lastModified: Located<string> | undefined;
  readonly sql: Located<string> | undefined;
  /** What the SQL reads and writes; empty where it could not be read, which is then a diagnostic. */
  readonly reading: readonly Query[];
  readonly operationType: Located<string> | undefined;
  readonly parameters: readonly { readonly name: string; readonly type: string | undefined; readonly at: Location }[];
  readonly returns:
    | {
        readonly type: string | undefined;
        readonly columns: readonly {
          readonly name: string;
          readonly type: string | undefined;
          readonly at: Location;
        }[];
      }
    | undefined;
  readonly usedBy: readonly ModuleUse[];
  readonly dependsOn: Located<readonly QualifiedName[]> | undefined;
  /** The entry's text, for telling whether it was changed. */
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
};

export type SqlContract = {
  readonly path: string;
  readonly text: string;
  readonly header: ContractHeader;
  readonly queries: ReadonlyMap<string, ContractQuery>;
  /** Each query's entry by the same keys, cut out and not read: it tells cheaply which may speak of a table, and which a pull request changed. */
  readonly entryTexts: ReadonlyMap<string, string>;
  readonly categories: ReadonlyMap<string, { readonly at: Location; readonly queries: readonly Located<string>[] }>;
  readonly diagnostics: readonly Diagnostic[];
  readonly placeholders: readonly Located<string>[];
};

/** What callers of an endpoint rely on besides the names of its response's fields. */
export type EndpointPromises = {
  /** The kind of value at each place of the response: nothing for the whole of it, `items[].total` for a field; `type integer` where the place names its type. */
  readonly kinds: ReadonlyMap<string, string>;
  /** `none`, or the schemes that are named; `undefined` where nothing is said. */
  readonly authentication: string | undefined;
  /** By name. */
  readonly parameters: ReadonlyMap<string, { readonly required: boolean; readonly type: string | undefined }>;
};

export type Endpoint = {
  /** `GET /api/v1/invoices/{}`: method and path with parameter names removed. */
  readonly id: string;
  /** `GET /api/v1/invoices/:id`: method and path as the contract writes them, for people. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly at: Location;
  readonly headingAt: Location;
  readonly status: Located<string> | undefined;
  readonly lastModified: Located<string> | undefined;
  readonly deprecationDate: Located<string> | undefined;
  readonly tables: readonly { readonly table: QualifiedName; readonly at: Location }[] | undefined;
  readonly queries: readonly Located<string>[] | undefined;
  readonly modules: readonly ModuleUse[];
  /** Names of fields in the JSON bodies of responses, at any depth. */
  readonly responseFields: readonly Located<string>[];
  readonly promises: EndpointPromises;
  readonly text: string;
};

export type ApiContract = {
  readonly path: string;
  readonly text: string;
  readonly header: ContractHeader;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  /** Each endpoint's section by the same keys, cut out and not read. */
  readonly entryTexts: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
  readonly placeholders: readonly Located<string>[];
};

/** The contracts of one side. A contract that does not exist is `undefined`; one that exists and cannot be read at all has a diagnostic and is empty. */
export type Contracts = {
  readonly database: DatabaseContract | undefined;
  readonly sql: SqlContract | undefined;
  readonly api: ApiContract | undefined;
};
