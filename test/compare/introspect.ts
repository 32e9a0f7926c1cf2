import { readFileSync } from "node:fs";
import { withSignature } from "../../src/compare/rename-references.ts";
import { keyOf, type QualifiedName } from "../../src/model/name.ts";
import type { Operation, OperationKind, OperationOf } from "../../src/model/operation.ts";
import type {
  Column,
  Constraint,
  Index,
  Policy,
  Routine,
  Schema,
  Table,
  Trigger,
  UserType,
} from "../../src/model/schema.ts";
import type { SqlReader } from "../../src/model/sql-reader.ts";

type CatalogName = { readonly schema: string; readonly name: string };
type CatalogColumn = {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly default: string | null;
  readonly generated: "" | "s" | "v";
  readonly identity: "" | "a" | "d";
  readonly collation: string | null;
  readonly comment: string | null;
};
type Defined = { readonly name: string; readonly definition: string };
type CatalogPolicy = {
  readonly name: string;
  readonly permissive: boolean;
  readonly command: "*" | "r" | "a" | "w" | "d";
  readonly roles: readonly string[];
  readonly using: string | null;
  readonly check: string | null;
};
type CatalogRelation = CatalogName & {
  readonly kind: "r" | "p" | "v" | "m";
  readonly persistence: "p" | "u" | "t";
  readonly rowSecurity: boolean;
  readonly forced: boolean;
  readonly isPartition: boolean;
  readonly bound: string | null;
  readonly partitionKey: string | null;
  readonly comment: string | null;
  readonly parents: readonly CatalogName[] | null;
  readonly columns: readonly CatalogColumn[] | null;
  readonly constraints: readonly (Defined & { readonly type: string; readonly validated: boolean })[] | null;
  readonly indexes: readonly Defined[] | null;
  readonly triggers: readonly (Defined & { readonly enabled: "O" | "D" | "R" | "A" })[] | null;
  readonly policies: readonly CatalogPolicy[] | null;
};
type CatalogSequence = CatalogName & {
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly cache: string;
  readonly cycle: boolean;
  readonly owner: (CatalogName & { readonly column: string }) | null;
};
type CatalogType = CatalogName & {
  readonly kind: "e" | "d" | "c" | "r";
  readonly base: string | null;
  readonly notNull: boolean;
  readonly default: string | null;
  readonly values: readonly string[] | null;
  readonly attributes: readonly { readonly name: string; readonly type: string }[] | null;
  readonly subtype: string | null;
  readonly checks: readonly Defined[] | null;
};
type Catalog = {
  readonly namespaces: readonly string[] | null;
  readonly relations: readonly CatalogRelation[] | null;
  readonly sequences: readonly CatalogSequence[] | null;
  readonly types: readonly CatalogType[] | null;
  readonly routines:
    | readonly (CatalogName & {
        readonly kind: "f" | "p" | "a" | "w";
        readonly arguments: string;
        readonly isParsed: boolean;
        readonly definition: string | null;
      })[]
    | null;
  readonly extensions: readonly CatalogName[] | null;
};

const QUERY = readFileSync(new URL("catalog.sql", import.meta.url), "utf8");

/** What PostgreSQL's own catalog says, in the model's words: the server's texts are read by our reader, never compared as texts. */
export async function introspect(
  query: (sql: string) => Promise<{ readonly rows: readonly unknown[] }>,
  reader: SqlReader,
): Promise<Schema> {
  const [row] = (await query(QUERY)).rows as readonly { readonly catalog: Catalog }[];
  if (row === undefined) throw new Error("the catalog query gives one row");
  return schemaOf(row.catalog, new CatalogReader(reader));
}

function schemaOf(catalog: Catalog, read: CatalogReader): Schema {
  const relations = catalog.relations ?? [];
  const isTable = (each: CatalogRelation) => each.kind === "r" || each.kind === "p";
  return {
    dialect: "postgresql",
    complete: true,
    namespaces: new Map((catalog.namespaces ?? []).filter((name) => name !== "public").map((name) => [name, { name }])),
    tables: byKey(relations.filter(isTable).map((each) => read.table(each))),
    views: byKey(relations.filter((each) => !isTable(each)).map((each) => read.view(each))),
    sequences: byKey((catalog.sequences ?? []).map((each) => read.sequence(each))),
    types: byKey((catalog.types ?? []).map((each) => read.userType(each))),
    routines: new Map(
      (catalog.routines ?? []).map((each) => {
        const routine = read.routine(each);
        return [routine.signature, routine];
      }),
    ),
    extensions: new Map(
      (catalog.extensions ?? []).map(({ name, schema }) => [name, { name, schema: schemaName(schema) }]),
    ),
  };
}

function byKey<V extends { readonly name: QualifiedName }>(values: readonly V[]): ReadonlyMap<string, V> {
  return new Map(values.map((value) => [keyOf(value.name), value]));
}

function schemaName(schema: string): string | undefined {
  return schema === "public" ? undefined : schema;
}

function nameOf({ schema, name }: CatalogName): QualifiedName {
  return { schema: schemaName(schema), name };
}

const ENABLED = { O: "origin", D: "disabled", R: "replica", A: "always" } as const;
const COMMANDS = { "*": "all", r: "select", a: "insert", w: "update", d: "delete" } as const;

class CatalogReader {
  readonly #reader: SqlReader;

  constructor(reader: SqlReader) {
    this.#reader = reader;
  }

  table(relation: CatalogRelation): Table {
    const parents = (relation.parents ?? []).map(nameOf);
    const [parent] = parents;
    const partitionBy = /^(\w+) \((.*)\)$/s.exec(relation.partitionKey ?? "");
    return {
      name: nameOf(relation),
      columns: (relation.columns ?? []).map((column) => this.#column(column)),
      constraints: (relation.constraints ?? []).map((each) => this.#constraint(each)),
      indexes: this.#indexes(relation),
      triggers: this.#triggers(relation),
      policies: (relation.policies ?? []).map((each) => this.#policy(each)),
      rowSecurity: relation.rowSecurity ? (relation.forced ? "forced" : "on") : "off",
      persistence: relation.persistence === "u" ? "unlogged" : "permanent",
      inherits: relation.isPartition ? [] : parents,
      partitionBy: partitionBy === null ? undefined : this.#partitionBy(relation.partitionKey ?? ""),
      partitionOf:
        relation.isPartition && parent !== undefined ? { parent, bound: this.#bound(relation.bound) } : undefined,
      comment: relation.comment ?? undefined,
      assumed: false,
    };
  }

  #partitionBy(key: string): Table["partitionBy"] {
    return this.#only("create-table", `CREATE TABLE t (id integer) PARTITION BY ${key}`).partitionBy;
  }

  #bound(bound: string | null): string {
    return this.#only("create-table", `CREATE TABLE t PARTITION OF p ${bound ?? "DEFAULT"}`).partitionOf?.bound ?? "";
  }

  view(relation: CatalogRelation) {
    return {
      name: nameOf(relation),
      materialized: relation.kind === "m",
      columns: (relation.columns ?? []).map(({ name, type }) => ({ name, type: this.#type(type) })),
      definition: "",
      query: NO_QUERY,
      indexes: this.#indexes(relation),
      triggers: this.#triggers(relation),
      options: [],
      comment: relation.comment ?? undefined,
    };
  }

  sequence({ owner, schema, name, ...options }: CatalogSequence) {
    return {
      ...options,
      name: nameOf({ schema, name }),
      ownedBy: owner === null ? undefined : { table: nameOf(owner), column: owner.column },
    };
  }

  userType(type: CatalogType): UserType {
    const name = nameOf(type);
    switch (type.kind) {
      case "e":
        return { kind: "enum", name, values: type.values ?? [] };
      case "c": {
        const attributes = (type.attributes ?? []).map((each) => ({ name: each.name, type: this.#type(each.type) }));
        return { kind: "composite", name, attributes };
      }
      case "r":
        return { kind: "range", name, subtype: type.subtype ?? "" };
      case "d":
        return {
          kind: "domain",
          name,
          type: this.#type(type.base ?? ""),
          nullable: !type.notNull,
          default: this.#expression(type.default),
          checks: (type.checks ?? []).map((each) => {
            const { constraint } = this.#only(
              "add-domain-constraint",
              `ALTER DOMAIN d ADD CONSTRAINT ${quoted(each.name)} ${each.definition}`,
            );
            return constraint;
          }),
        };
    }
  }

  routine(routine: NonNullable<Catalog["routines"]>[number]): Routine {
    const name = nameOf(routine);
    if (routine.definition === null) {
      const signature = `${keyOf(name)}(${routine.arguments})`;
      return { ...NO_ROUTINE, kind: "aggregate", name, signature };
    }
    const read = this.#only("create-routine", routine.definition).routine;
    return withSignature(routine.isParsed ? { ...read, body: "" } : read);
  }

  #column(column: CatalogColumn): Column {
    const expression = this.#expression(column.default);
    const isGenerated = column.generated !== "" && expression !== undefined;
    return {
      name: column.name,
      type: this.#type(column.type),
      nullable: !column.notNull,
      // The server keeps `DEFAULT NULL` where a cast hides it from sight; it is no default all the same.
      default: column.generated === "" && expression?.meaning !== "NULL" ? expression : undefined,
      generated: isGenerated ? { kind: column.generated === "s" ? "stored" : "virtual", expression } : undefined,
      identity: column.identity === "" ? undefined : column.identity === "a" ? "always" : "by default",
      collation: column.collation ?? undefined,
      comment: column.comment ?? undefined,
    };
  }

  #constraint({ name, definition }: Defined): Constraint {
    return this.#only("add-constraint", `ALTER TABLE t ADD CONSTRAINT ${quoted(name)} ${definition}`).constraint;
  }

  #indexes({ indexes }: CatalogRelation): readonly Index[] {
    return (indexes ?? []).map(({ definition }) => this.#only("create-index", definition).index);
  }

  #triggers({ triggers }: CatalogRelation): readonly Trigger[] {
    return (triggers ?? []).map(({ definition, enabled }) => ({
      ...this.#only("create-trigger", definition).trigger,
      enabled: ENABLED[enabled],
    }));
  }

  #policy(policy: CatalogPolicy): Policy {
    return {
      name: policy.name,
      permissive: policy.permissive,
      command: COMMANDS[policy.command],
      roles: policy.roles,
      using: this.#expression(policy.using),
      check: this.#expression(policy.check),
    };
  }

  #type(text: string) {
    const type = this.#reader.readType(text);
    if (type === undefined) throw new Error(`the reader cannot read the server's type ${text}`);
    return type;
  }

  #expression(text: string | null) {
    if (text === null) return undefined;
    const expression = this.#reader.readExpression(text);
    if (expression === undefined) throw new Error(`the reader cannot read the server's expression ${text}`);
    return expression;
  }

  #only<K extends OperationKind>(kind: K, text: string): OperationOf<K> {
    const script = this.#reader.readScript({ path: "catalog.sql", text, transactional: false });
    const [operation] = script.operations;
    if (operation === undefined || !isKind(operation, kind))
      throw new Error(`the reader does not read as ${kind}: ${text}`);
    return operation;
  }
}

function isKind<K extends OperationKind>(operation: Operation, kind: K): operation is OperationOf<K> {
  return operation.kind === kind;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const NO_QUERY = {
  operation: "select",
  tables: [],
  columns: [],
  output: [],
  routines: [],
  hasWhere: false,
  hasLimit: false,
  hasOffset: false,
  parameters: 0,
} as const;

const NO_ROUTINE = {
  parameters: [],
  returns: undefined,
  language: "internal",
  volatility: "volatile",
  strict: false,
  security: "invoker",
  parallel: "unsafe",
  body: "",
  queries: [],
} as const;
