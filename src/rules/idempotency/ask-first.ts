import type { QualifiedName } from "../../model/name.ts";
import type { Operation, OperationOf } from "../../model/operation.ts";
import { sqlQualifiedName } from "../sql-name.ts";

type Askable = OperationOf<
  | "add-column"
  | "drop-column"
  | "rename-column"
  | "create-index"
  | "drop-index"
  | "rename-index"
  | "add-constraint"
  | "drop-constraint"
  | "rename-table"
>;

type Catalog = "COLUMNS" | "STATISTICS" | "TABLE_CONSTRAINTS" | "TABLES";

type Question = {
  readonly catalog: Catalog;
  readonly table: QualifiedName;
  /** `undefined` where the table itself is asked for, empty where nobody gave the name. */
  readonly name: string | undefined;
  readonly runsIfThere: boolean;
};

/** MySQL's and MariaDB's SQL that runs the operation only where the catalog says that it is due; empty where what it is about has no name. */
export function askFirst(operation: Askable): string {
  const { catalog, table, name, runsIfThere } = questionOf(operation);
  if (name === "") return "";
  const schema = table.schema === undefined ? "DATABASE()" : literal(table.schema);
  const column = nameColumns[catalog];
  const named = name === undefined ? "" : ` AND ${column} = ${literal(name)}`;
  return [
    "SET @guarded = IF(",
    `    (SELECT COUNT(*) FROM information_schema.${catalog}`,
    `     WHERE table_schema = ${schema} AND table_name = ${literal(table.name)}${named}) ${runsIfThere ? "> 0" : "= 0"},`,
    `    ${literal(ownStatement(operation, table))},`,
    "    'DO 0');",
    "PREPARE guarded FROM @guarded;",
    "EXECUTE guarded;",
    "DEALLOCATE PREPARE guarded;",
  ].join("\n");
}

const nameColumns: Readonly<Record<Catalog, string>> = {
  COLUMNS: "column_name",
  STATISTICS: "index_name",
  TABLE_CONSTRAINTS: "constraint_name",
  TABLES: "table_name",
};

function questionOf(operation: Askable): Question {
  switch (operation.kind) {
    case "add-column":
    case "drop-column":
    case "rename-column":
      return {
        catalog: "COLUMNS",
        table: operation.table,
        name: operation.column,
        runsIfThere: operation.kind !== "add-column",
      };
    case "create-index":
      return { catalog: "STATISTICS", table: operation.table, name: operation.index.name, runsIfThere: false };
    case "drop-index":
    case "rename-index": {
      const table = operation.owner ?? { schema: operation.index.schema, name: "" };
      return { catalog: "STATISTICS", table, name: operation.index.name, runsIfThere: true };
    }
    case "add-constraint": {
      const { kind, name } = operation.constraint;
      const known = kind === "primary-key" ? "PRIMARY" : name;
      return { catalog: "TABLE_CONSTRAINTS", table: operation.table, name: known, runsIfThere: false };
    }
    case "drop-constraint": {
      const name = operation.constraint === "primary" ? "PRIMARY" : operation.constraint;
      return { catalog: "TABLE_CONSTRAINTS", table: operation.table, name, runsIfThere: true };
    }
    case "rename-table":
      return { catalog: "TABLES", table: operation.table, name: undefined, runsIfThere: true };
  }
}

/** The statement with this operation alone, where it does several things. */
function ownStatement({ at, statement }: Operation, table: QualifiedName): string {
  const whole = statement.text.replace(/[;\s]+$/, "");
  const from = at.start.offset - statement.at.start.offset;
  const clause = statement.text.slice(from, at.end.offset - statement.at.start.offset);
  if (from <= 0 || clause.trim() === "") return whole;
  if (/^\s*ALTER\b/i.test(whole)) return `ALTER TABLE ${sqlQualifiedName(table, "mysql")} ${clause}`;
  return /^\s*RENAME\s+TABLE\b/i.test(whole) ? `RENAME TABLE ${clause}` : whole;
}

function literal(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

/** The table of an index; empty where the statement does not name it. */
export function ownerOf(operation: OperationOf<"drop-index">): string {
  return operation.owner === undefined ? "" : sqlQualifiedName(operation.owner, "mysql");
}
