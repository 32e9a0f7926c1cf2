import type { CreateStmt, CreateTableAsStmt, PartitionBoundSpec, RangeVar, SelectStmt } from "libpg-query";
import type { ColumnDefinition, OperationOf, WrittenConstraint } from "../../../model/operation.ts";
import type { Query, Table } from "../../../model/schema.ts";
import { readColumn } from "./columns.ts";
import { isPlainNotNull, readConstraint } from "./constraints.ts";
import { printIndexElement } from "./index-elements.ts";
import { nameOfNodes, qualifiedName } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { frame, ifNotExists } from "./operation-frame.ts";
import { printExpression } from "./print-expression.ts";
import { type Node, stringsOf } from "./syntax-tree.ts";

type CreateTable = OperationOf<"create-table">;

/** `CREATE TABLE`, also `OF`, `PARTITION OF` and with `LIKE` among its columns. */
export function createTable(statement: CreateStmt, context: NodeContext): readonly CreateTable[] {
  const written = (statement.tableElts ?? []).flatMap((node) =>
    "ColumnDef" in node ? [readColumn(node.ColumnDef, context)] : [],
  );
  const constraints = [
    ...written.flatMap((column) => column.constraints),
    ...(statement.tableElts ?? []).flatMap((node) =>
      "Constraint" in node ? (readConstraint(node.Constraint, context) ?? []) : [],
    ),
  ].map(asCreated);
  const required = new Set(constraints.flatMap(requiredColumns));
  const parents = (statement.inhRelations ?? []).flatMap((node) =>
    "RangeVar" in node ? [qualifiedName(node.RangeVar)] : [],
  );
  const [parent] = parents;
  const bound = statement.partbound;
  return [
    {
      kind: "create-table",
      ...frame(context, ifNotExists(statement.if_not_exists)),
      table: qualifiedName(statement.relation),
      columns: written.map(({ definition }) =>
        required.has(definition.name) ? { ...definition, nullable: false } : definition,
      ),
      constraints: constraints.filter((constraint) => !isPlainNotNull(constraint)),
      persistence: persistenceOf(statement.relation),
      inherits: bound === undefined ? parents : [],
      partitionBy: readPartitionBy(statement),
      partitionOf: bound === undefined || parent === undefined ? undefined : { parent, bound: printBound(bound) },
      like: readLike(statement),
      as: undefined,
      ofType: statement.ofTypename === undefined ? undefined : nameOfNodes(statement.ofTypename.names),
    },
  ];
}

/** `CREATE TABLE … AS` and `SELECT … INTO`. */
export function createTableAs(
  { query, into, if_not_exists: missingOk }: CreateTableAsStmt,
  context: NodeContext,
): readonly CreateTable[] {
  const reading = query === undefined || !isQuery(query) ? undefined : context.readQueryNode(query);
  return [
    {
      kind: "create-table",
      ...frame(context, ifNotExists(missingOk)),
      table: qualifiedName(into?.rel),
      columns: columnsOfQuery(reading, stringsOf(into?.colNames)),
      constraints: [],
      persistence: persistenceOf(into?.rel),
      inherits: [],
      partitionBy: undefined,
      partitionOf: undefined,
      like: [],
      as: reading,
      ofType: undefined,
    },
  ];
}

/** `SELECT … INTO table`; `undefined` for any other `SELECT`. The clause stands at the first of queries joined by `UNION`. */
export function selectInto(select: SelectStmt, context: NodeContext): readonly CreateTable[] | undefined {
  const into = select.intoClause ?? leftmost(select).intoClause;
  if (into === undefined) return undefined;
  return createTableAs({ query: { SelectStmt: withoutInto(select) }, into }, context);
}

/** A partition's bounds in the catalog's spelling: `FOR VALUES FROM (1) TO (MAXVALUE)`, `DEFAULT`. */
export function printBound(bound: PartitionBoundSpec): string {
  if (bound.is_default === true) return "DEFAULT";
  const list = (nodes: readonly Node[] | undefined): string => (nodes ?? []).map(printDatum).join(", ");
  if (bound.strategy === "l") return `FOR VALUES IN (${list(bound.listdatums)})`;
  if (bound.strategy === "h") {
    return `FOR VALUES WITH (modulus ${bound.modulus ?? 0}, remainder ${bound.remainder ?? 0})`;
  }
  return `FOR VALUES FROM (${list(bound.lowerdatums)}) TO (${list(bound.upperdatums)})`;
}

function printDatum(node: Node): string {
  const printed = printExpression(node);
  return printed === "minvalue" || printed === "maxvalue" ? printed.toUpperCase() : printed;
}

function persistenceOf(relation: RangeVar | undefined): Table["persistence"] {
  if (relation?.relpersistence === "t" || relation?.schemaname === "pg_temp") return "temporary";
  return relation?.relpersistence === "u" ? "unlogged" : "permanent";
}

/** A new table has no rows to check, so the server takes every enforced constraint for valid. */
function asCreated(constraint: WrittenConstraint): WrittenConstraint {
  if (constraint.kind === "check" || constraint.kind === "foreign-key") {
    return { ...constraint, validated: constraint.enforced };
  }
  return constraint.kind === "not-null" ? { ...constraint, validated: true } : constraint;
}

function requiredColumns(constraint: WrittenConstraint): readonly string[] {
  if (constraint.kind === "primary-key") return constraint.columns;
  return constraint.kind === "not-null" ? [constraint.column] : [];
}

function readPartitionBy({ partspec }: CreateStmt): Table["partitionBy"] {
  if (partspec === undefined) return undefined;
  const keys = (partspec.partParams ?? []).flatMap((node) => {
    if (!("PartitionElem" in node)) return [];
    const { name, collation, opclass } = node.PartitionElem;
    if (name !== undefined && collation === undefined && opclass === undefined) return [name];
    return [printIndexElement(node.PartitionElem)];
  });
  return { strategy: (partspec.strategy ?? "").replace("PARTITION_STRATEGY_", "").toLowerCase(), keys };
}

const likeParts = [
  "comments",
  "compression",
  "constraints",
  "defaults",
  "generated",
  "identity",
  "indexes",
  "statistics",
  "storage",
];
const everyPart = 0x7fffffff;

function readLike({ tableElts }: CreateStmt): CreateTable["like"] {
  let position = 0;
  return (tableElts ?? []).flatMap((node) => {
    if ("ColumnDef" in node) position += 1;
    if (!("TableLikeClause" in node)) return [];
    const { relation, options = 0 } = node.TableLikeClause;
    const including = options === everyPart ? ["all"] : likeParts.filter((_, bit) => (options & (1 << bit)) !== 0);
    return [{ source: qualifiedName(relation), including, position }];
  });
}

/** Names given in the statement go before those of the query; a column of which the text tells no name is left out. */
function columnsOfQuery(query: Query | undefined, names: readonly string[]): readonly ColumnDefinition[] {
  const outputs = query?.output ?? names.map((name) => ({ name, source: undefined, type: undefined }));
  return outputs.flatMap((output, index) => {
    const name = names[index] ?? output.name;
    if (name === undefined || output.source?.column === "*") return [];
    return [
      {
        name,
        type: output.type,
        nullable: true,
        default: undefined,
        generated: undefined,
        identity: undefined,
        collation: undefined,
        comment: undefined,
      },
    ];
  });
}

function isQuery(node: Node): boolean {
  return "SelectStmt" in node;
}

function leftmost(select: SelectStmt): SelectStmt {
  let current = select;
  while (current.larg !== undefined) current = current.larg;
  return current;
}

function withoutInto(select: SelectStmt): SelectStmt {
  const { intoClause: _, ...rest } = select;
  return rest.larg === undefined ? rest : { ...rest, larg: withoutInto(rest.larg) };
}
