import type {
  Declarations,
  DeclaredColumn,
  DeclaredEnum,
  DeclaredIndex,
  DeclaredTable,
} from "../../../model/declaration.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import { keyOf } from "../../../model/name.ts";
import type { ColumnDefinition, Operation, OperationOf, WrittenConstraint } from "../../../model/operation.ts";
import type { SqlReader } from "../../../model/sql-reader.ts";
import { placeOfName } from "../../../text/place-of-name.ts";

type Reading = { readonly declarations: Declarations; readonly diagnostics: readonly Diagnostic[] };

/** Reads a file that states a whole schema as SQL, such as `schema.sql` or `structure.sql`: what stands at its end is declared. */
export function readSqlSchema(path: string, text: string, sql: SqlReader): Reading {
  const script = sql.readScript({ path, text, transactional: false });
  const tables = new Map<string, DeclaredTable>();
  const enums = new Map<string, DeclaredEnum>();
  for (const operation of script.operations) {
    takeType(operation, enums);
    takeTable(operation, tables, sql);
  }
  const declarations = { orm: "sql", tables: [...tables.values()], enums: [...enums.values()] };
  return { declarations, diagnostics: script.diagnostics };
}

function takeType(operation: Operation, enums: Map<string, DeclaredEnum>): void {
  if (operation.kind === "create-enum") {
    enums.set(keyOf(operation.type), { name: operation.type, at: operation.at, values: operation.values });
  } else if (operation.kind === "add-enum-value") {
    const before = enums.get(keyOf(operation.type));
    if (before !== undefined)
      enums.set(keyOf(operation.type), { ...before, values: [...before.values, operation.value] });
  } else if (operation.kind === "drop-type") enums.delete(keyOf(operation.type));
}

function takeTable(operation: Operation, tables: Map<string, DeclaredTable>, sql: SqlReader): void {
  if (operation.kind === "create-table") {
    if (operation.persistence !== "temporary" && operation.partitionOf === undefined)
      tables.set(keyOf(operation.table), tableOf(operation, sql));
    return;
  }
  if (!("table" in operation) || operation.table === undefined) return;
  const key = keyOf(operation.table);
  const before = tables.get(key);
  if (operation.kind === "drop-table") tables.delete(key);
  else if (before !== undefined) tables.set(key, alter(before, operation, sql));
}

function tableOf(operation: OperationOf<"create-table">, sql: SqlReader): DeclaredTable {
  const { table, statement, columns, constraints } = operation;
  const declared = columns.map((column) => ({
    ...columnOf(column, sql),
    at: placeOfName(statement.text, statement.at, column.name),
  }));
  const bare: DeclaredTable = { name: table, at: headOf(operation), columns: declared, indexes: [] };
  return constraints.reduce<DeclaredTable>((made, constraint) => constrain(made, constraint, operation), bare);
}

/** The first line of a statement, which names what it makes. */
function headOf({ statement }: Operation): DeclaredTable["at"] {
  const { at, text } = statement;
  const line = text.split("\n", 1)[0]?.trimEnd() ?? "";
  const end = { line: at.start.line, column: at.start.column + line.length, offset: at.start.offset + line.length };
  return text.includes("\n") ? { ...at, end } : at;
}

function columnOf(column: ColumnDefinition, sql: SqlReader): Omit<DeclaredColumn, "at"> {
  const { name, type, nullable } = column;
  const fillsItself = column.identity !== undefined || column.generated !== undefined || type?.serial === true;
  return {
    name,
    type: type === undefined ? undefined : { [sql.dialect]: type.meaning },
    nullable: nullable && !fillsItself,
    default: fillsItself ? undefined : (column.default?.text ?? "none"),
    primaryKey: false,
    unique: false,
    references: undefined,
  };
}

function alter(table: DeclaredTable, operation: Operation, sql: SqlReader): DeclaredTable {
  switch (operation.kind) {
    case "add-column": {
      const columns = [...table.columns, { ...columnOf(operation.definition, sql), at: operation.at }];
      return operation.constraints.reduce<DeclaredTable>((made, one) => constrain(made, one, operation), {
        ...table,
        columns,
      });
    }
    case "drop-column":
      return { ...table, columns: table.columns.filter(({ name }) => name !== operation.column) };
    case "alter-column-type":
      return change(table, operation.column, { type: { [sql.dialect]: operation.type.meaning } });
    case "set-not-null":
      return change(table, operation.column, { nullable: false });
    case "drop-not-null":
      return change(table, operation.column, { nullable: true });
    case "set-default":
      return change(table, operation.column, { default: operation.default.text });
    case "drop-default":
      return change(table, operation.column, { default: "none" });
    case "add-identity":
      return change(table, operation.column, { default: undefined });
    case "add-constraint":
      return operation.usingIndex === undefined ? constrain(table, operation.constraint, operation) : table;
    case "create-index":
      return withIndex(table, operation);
    default:
      return table;
  }
}

function change(table: DeclaredTable, column: string, to: Partial<DeclaredColumn>): DeclaredTable {
  return { ...table, columns: table.columns.map((each) => (each.name === column ? { ...each, ...to } : each)) };
}

function constrain(table: DeclaredTable, constraint: WrittenConstraint, { at }: Operation): DeclaredTable {
  switch (constraint.kind) {
    case "primary-key":
      return constraint.columns.reduce<DeclaredTable>(
        (made, column) => change(made, column, { primaryKey: true, nullable: false }),
        table,
      );
    case "unique":
      return { ...table, indexes: [...table.indexes, { columns: constraint.columns, unique: true, at }] };
    case "foreign-key": {
      const [column] = constraint.columns;
      if (column === undefined || constraint.columns.length > 1) return table;
      const { table: target, columns } = constraint.references;
      return change(table, column, { references: { table: target, column: columns[0] } });
    }
    default:
      return table;
  }
}

/** An index on expressions or on some rows is not one over plain columns. */
function withIndex(table: DeclaredTable, { index, at }: OperationOf<"create-index">): DeclaredTable {
  const columns = index.elements.flatMap(({ column }) => column ?? []);
  if (columns.length !== index.elements.length || index.where !== undefined) return table;
  const declared: DeclaredIndex = { columns, unique: index.unique, at };
  return { ...table, indexes: [...table.indexes, declared] };
}
