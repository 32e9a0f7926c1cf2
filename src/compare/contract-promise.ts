import type {
  ContractColumn,
  ContractForeignKey,
  ContractIndex,
  ContractTable,
  DatabaseContract,
} from "../model/contract.ts";
import type { Location } from "../model/location.ts";
import { keyOf } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import type { Column, Constraint, Dialect, ForeignKey, Index, Table } from "../model/schema.ts";
import { placeOfName } from "../text/place-of-name.ts";
import { applyOperations } from "./apply-operations.ts";
import { emptySchema } from "./empty-schema.ts";
import { type RowElement, rowElements } from "./row-elements.ts";

/** What a section says of one column, by each of the places that say something. */
export type ColumnPromise = {
  readonly name: string;
  /** The row, else the line of the DDL block. */
  readonly at: Location;
  readonly row: ContractColumn | undefined;
  readonly ddl: { readonly column: Column; readonly at: Location } | undefined;
};

/** One statement of a constraint or foreign key. */
export type ConstraintPromise = {
  readonly where: "DDL" | "Columns" | "Foreign Keys";
  readonly at: Location;
  /** As stated; `undefined` where the place names it not. */
  readonly name: string | undefined;
  readonly constraint: Constraint;
  /** What the place leaves open. */
  readonly open: ReadonlySet<"onDelete" | "onUpdate" | "more">;
};

/** One statement of an index; the DDL block states all of it, a row what its cells hold. */
export type IndexPromise = {
  readonly where: "DDL" | "Indexes";
  readonly at: Location;
  readonly name: string | undefined;
  readonly index: Index | undefined;
  readonly row: ContractIndex | undefined;
  readonly elements: readonly RowElement[] | undefined;
};

/** All that one table's section promises, place by place. */
export type TablePromise = {
  readonly section: ContractTable;
  readonly ddl: { readonly table: Table; readonly at: Location } | undefined;
  readonly columns: ReadonlyMap<string, ColumnPromise>;
  readonly constraints: readonly ConstraintPromise[];
  readonly indexes: readonly IndexPromise[];
};

const promises = new WeakMap<ContractTable, TablePromise>();

/** The promise of a table's section, worked out once. */
export function promiseOf(contract: DatabaseContract, section: ContractTable): TablePromise {
  const known = promises.get(section);
  if (known !== undefined) return known;
  const promise = read(contract, section);
  promises.set(section, promise);
  return promise;
}

function read(contract: DatabaseContract, section: ContractTable): TablePromise {
  const ddl = tableOfDdl(section, contract.dialect);
  const given = new Set(section.ddl?.script.operations.flatMap(namesGiven) ?? []);
  const block = section.ddl?.at;
  const ddlText = contract.text.slice(block?.start.offset, block?.end.offset);
  const line = (name: string): Location =>
    block === undefined ? section.headingAt : placeOfName(ddlText, block, name);
  const columns = new Map<string, ColumnPromise>();
  for (const column of ddl?.columns ?? []) {
    const at = line(column.name);
    columns.set(column.name, { name: column.name, at, row: undefined, ddl: { column, at } });
  }
  for (const row of section.columns ?? []) {
    const stated = columns.get(row.name);
    if (stated?.row === undefined) columns.set(row.name, { name: row.name, at: row.at, row, ddl: stated?.ddl });
  }
  const constraints = (ddl?.constraints ?? []).map((constraint): ConstraintPromise => {
    const name = given.has(constraint.name) ? constraint.name : undefined;
    return { where: "DDL", at: line(name ?? firstColumn(constraint)), name, constraint, open: new Set() };
  });
  const indexes = (ddl?.indexes ?? []).map((index): IndexPromise => {
    const name = given.has(index.name) ? index.name : undefined;
    return { where: "DDL", at: section.ddl?.at ?? section.at, name, index, row: undefined, elements: undefined };
  });
  return {
    section,
    ddl: ddl === undefined || section.ddl === undefined ? undefined : { table: ddl, at: section.ddl.at },
    columns,
    constraints: [...constraints, ...rowConstraints(section), ...(section.foreignKeys ?? []).map(foreignKeyPromise)],
    indexes: [...indexes, ...(section.indexes ?? []).map(indexPromise)],
  };
}

function tableOfDdl(section: ContractTable, dialect: Dialect): Table | undefined {
  if (section.ddl === undefined) return undefined;
  const { schema } = applyOperations(emptySchema(dialect, false), section.ddl.script.operations);
  const table = schema.tables.get(keyOf(section.name));
  if (table !== undefined) return table.assumed ? undefined : table;
  const made = [...schema.tables.values()].filter(({ assumed }) => !assumed);
  return made.length === 1 ? made[0] : undefined;
}

function namesGiven(operation: Operation): readonly string[] {
  switch (operation.kind) {
    case "create-table":
    case "add-column":
      return operation.constraints.map(({ name }) => name);
    case "add-constraint":
      return [operation.constraint.name, operation.usingIndex ?? ""];
    case "create-index":
      return [operation.index.name];
    default:
      return [];
  }
}

function firstColumn(constraint: Constraint): string {
  if ("columns" in constraint) return constraint.columns[0] ?? "";
  return constraint.kind === "not-null" ? constraint.column : "";
}

function indexPromise(row: ContractIndex): IndexPromise {
  return { where: "Indexes", at: row.at, name: row.name, index: undefined, row, elements: rowElements(row) };
}

function foreignKeyPromise(row: ContractForeignKey): ConstraintPromise {
  const open = new Set<"onDelete" | "onUpdate" | "more">(["more"]);
  if (row.onDelete === undefined) open.add("onDelete");
  if (row.onUpdate === undefined) open.add("onUpdate");
  const constraint: ForeignKey = {
    ...plainReference,
    name: row.name ?? "",
    columns: row.columns,
    references: row.references,
    onDelete: row.onDelete ?? "no action",
    onUpdate: row.onUpdate ?? "no action",
  };
  return { where: "Foreign Keys", at: row.at, name: row.name, constraint, open };
}

const plainReference = {
  kind: "foreign-key",
  onDeleteColumns: [],
  match: "simple",
  deferral: "not deferrable",
  validated: true,
  enforced: true,
} as const;

function rowConstraints(section: ContractTable): readonly ConstraintPromise[] {
  const found: ConstraintPromise[] = [];
  const say = (at: Location, constraint: Constraint): void => {
    found.push({ where: "Columns", at, name: undefined, constraint, open: new Set(["onDelete", "onUpdate", "more"]) });
  };
  const keyRows = section.columns?.filter(({ primaryKey }) => primaryKey) ?? [];
  const [first] = keyRows;
  if (first !== undefined) say(first.at, primaryKey(keyRows.map(({ name }) => name)));
  for (const row of section.columns ?? []) {
    if (row.unique) say(row.at, unique(row.name));
    if (row.references !== undefined) {
      const { table, column } = row.references;
      const references = { table, columns: column === undefined ? [] : [column] };
      say(row.at, {
        ...plainReference,
        name: "",
        columns: [row.name],
        references,
        onDelete: "no action",
        onUpdate: "no action",
      });
    }
    for (const expression of row.checks) {
      say(row.at, { kind: "check", name: "", expression, noInherit: false, validated: true, enforced: true });
    }
  }
  return found;
}

function primaryKey(columns: readonly string[]): Constraint {
  return { kind: "primary-key", name: "", columns, include: [], withoutOverlaps: false, deferral: "not deferrable" };
}

function unique(column: string): Constraint {
  return {
    kind: "unique",
    name: "",
    columns: [column],
    include: [],
    nullsNotDistinct: false,
    withoutOverlaps: false,
    deferral: "not deferrable",
  };
}
