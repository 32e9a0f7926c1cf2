/**
 * The difference between two schemas as plain data, in the words of the report: what was added, dropped, renamed, and what
 * changed from what to what. Names are `keyOf` spellings, definitions are one line of SQL each.
 */
export type SchemaChange = {
  readonly schemas: ObjectChanges;
  readonly tables: TableChanges;
  readonly views: ObjectChanges;
  readonly sequences: ObjectChanges;
  readonly enums: EnumChanges;
  readonly types: ObjectChanges;
  /** Named by signature, `total(integer)`. */
  readonly routines: ObjectChanges;
  readonly extensions: ObjectChanges;
};

/** One property that differs; `undefined` stands for "has none". */
export type AttributeChange = {
  /** `type`, `nullable`, `default`, `generated`, `identity`, `collation`, `comment`, `definition`, `columns`… */
  readonly attribute: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
};

export type NamedObject = {
  readonly name: string;
  /** One line of SQL, as in the DDL that makes it. */
  readonly definition: string;
};

export type RenamedObject = { readonly from: string; readonly to: string };
export type ChangedObject = { readonly name: string; readonly changes: readonly AttributeChange[] };

export type ObjectChanges = {
  readonly added: readonly NamedObject[];
  readonly dropped: readonly NamedObject[];
  readonly renamed: readonly RenamedObject[];
  readonly changed: readonly ChangedObject[];
};

export type AddedTable = {
  readonly name: string;
  readonly columns: readonly ColumnSummary[];
  readonly constraints: readonly NamedObject[];
  readonly indexes: readonly NamedObject[];
  readonly triggers: readonly NamedObject[];
  readonly policies: readonly NamedObject[];
  readonly attributes: readonly AttributeChange[];
};

export type ColumnSummary = {
  readonly name: string;
  readonly type: string | undefined;
  readonly nullable: boolean;
  readonly default: string | undefined;
  readonly generated: string | undefined;
  readonly identity: string | undefined;
};

export type ChangedTable = {
  /** Its name at head. */
  readonly name: string;
  readonly columns: {
    readonly added: readonly ColumnSummary[];
    readonly dropped: readonly ColumnSummary[];
    readonly renamed: readonly RenamedObject[];
    readonly changed: readonly ChangedObject[];
  };
  readonly constraints: ObjectChanges;
  readonly indexes: ObjectChanges;
  readonly triggers: ObjectChanges;
  readonly policies: ObjectChanges;
  /** `row security`, `partition by`, `partition of`, `inherits`, `persistence`, `comment`. */
  readonly changes: readonly AttributeChange[];
};

export type TableChanges = {
  readonly added: readonly AddedTable[];
  readonly dropped: readonly AddedTable[];
  readonly renamed: readonly RenamedObject[];
  readonly changed: readonly ChangedTable[];
};

export type EnumChanges = {
  readonly added: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly dropped: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly renamed: readonly RenamedObject[];
  readonly changed: readonly {
    readonly name: string;
    readonly added: readonly string[];
    readonly dropped: readonly string[];
    readonly renamed: readonly RenamedObject[];
    readonly reordered: boolean;
  }[];
};
