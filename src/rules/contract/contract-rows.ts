import type { RowForm } from "../../model/contract.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import type { Column, Constraint, Dialect, ForeignKey, Index, Table } from "../../model/schema.ts";
import { constraintAsWritten } from "../constraint-as-written.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";

/** A row that stands in the contract, and which of its cells are to say something else; the others stay as they are. */
export type WrittenRow = { readonly text: string; readonly changes: (field: string) => boolean };

/** How rows are written in a contract that has the template's tables. */
const templateForms = {
  columns: ["name", "type", "nullable", "default", "constraints", "description"],
  indexes: ["name", "columns", "type", "purpose"],
  foreignKeys: ["name", "columns", "references", "on-delete", "on-update"],
} as const satisfies Readonly<Record<string, RowForm>>;

/** The row of a Columns table whose header has these fields. What the header has no place for stands beside the constraints, or else the type. */
export function columnRow(
  table: Table,
  column: Column,
  form: RowForm = templateForms.columns,
  written?: WrittenRow,
): string {
  const has = (field: string) => form.includes(field);
  const value = column.default?.text ?? (column.identity === undefined ? "-" : "AUTO");
  const target = columnTarget(table, column);
  const words = [
    ...(column.nullable || has("nullable") || has("required") ? [] : ["NOT NULL"]),
    ...(value === "-" || has("default") ? [] : [`DEFAULT ${value}`]),
    ...columnConstraints(table, column),
  ].filter((word) => !isOwnField(word, form));
  const type = column.type?.text ?? "";
  return row(
    form,
    {
      name: column.name,
      type: has("constraints") ? type : [type, ...words].join(" "),
      nullable: yesOrNo(column.nullable),
      required: yesOrNo(!column.nullable),
      default: value,
      constraints: words.join(", ") || "-",
      "primary-key": yesOrNo(isKeyOf(table, column, "primary-key")),
      unique: yesOrNo(isKeyOf(table, column, "unique")),
      references: target ?? "-",
      deprecated: "-",
      status: "-",
    },
    written,
  );
}

/** The item of a list of columns, as readers of `- \`id\` (bigint, PRIMARY KEY) - number` expect it. */
export function columnItem(table: Table, column: Column, description = "…"): string {
  const words = [
    column.type?.text ?? "",
    ...(column.nullable ? [] : ["NOT NULL"]),
    ...(column.default === undefined ? [] : [`DEFAULT ${column.default.text}`]),
    ...columnConstraints(table, column),
  ];
  return `- \`${column.name}\` (${words.join(", ")}) - ${description}`.replace(/\s+/g, " ");
}

/** The clause of a table's definition that makes a column. */
export function columnClause(column: Column, dialect: Dialect): string {
  const value = column.default === undefined ? "" : ` DEFAULT ${column.default.text}`;
  return `${sqlName(column.name, dialect)} ${column.type?.text ?? ""}${column.nullable ? "" : " NOT NULL"}${value}`;
}

/** The row of an Indexes table. */
export function indexRow(index: Index, form: RowForm = templateForms.indexes, written?: WrittenRow): string {
  const elements = index.elements.map(({ column, expression }) => column ?? expression?.text ?? "");
  const method = index.method.toUpperCase();
  const condition = index.where === undefined ? "" : ` (where ${index.where.text})`;
  return row(
    form,
    {
      name: index.name,
      columns: `${elements.join(", ")}${form.includes("purpose") ? "" : condition}`,
      type: index.unique && !form.includes("unique") ? `UNIQUE ${method}` : method,
      unique: yesOrNo(index.unique),
      purpose: `…${condition}`,
    },
    written,
  );
}

/** The Indexes part of a section that has none yet. */
export function indexPart(indexes: readonly Index[]): readonly string[] {
  const rows = indexes.map((index) => indexRow(index));
  return part("Indexes", "Index Name | Columns | Type | Purpose", rows);
}

/** The statement that makes an index, for a section that states its indexes in SQL. */
export function indexStatement(index: Index, owner: QualifiedName, dialect: Dialect): string {
  const { unique, name, method, elements, include, nullsNotDistinct, options, where } = index;
  const list = elements.map(({ column, expression, collation, operatorClass, order, nulls }) =>
    [
      column === undefined ? `(${expression?.text ?? ""})` : sqlName(column, dialect),
      collation === undefined ? "" : ` COLLATE ${collation.includes('"') ? collation : sqlName(collation, dialect)}`,
      operatorClass === undefined ? "" : ` ${operatorClass}`,
      order === "desc" ? " DESC" : "",
      nulls === (order === "desc" ? "first" : "last") ? "" : ` NULLS ${nulls.toUpperCase()}`,
    ].join(""),
  );
  return [
    `CREATE ${unique ? "UNIQUE " : ""}INDEX ${sqlName(name, dialect)} ON ${sqlQualifiedName(owner, dialect)}`,
    method === "btree" ? "" : ` USING ${method}`,
    ` (${list.join(", ")})`,
    include.length === 0 ? "" : ` INCLUDE (${include.map((one) => sqlName(one, dialect)).join(", ")})`,
    nullsNotDistinct ? " NULLS NOT DISTINCT" : "",
    options.length === 0 ? "" : ` WITH (${options.join(", ")})`,
    where === undefined ? "" : ` WHERE ${where.text}`,
    ";",
  ].join("");
}

/** The Foreign Keys part of a section that has none yet. */
export function foreignKeyPart(keys: readonly ForeignKey[]): readonly string[] {
  const rows = keys.map((key) => foreignKeyRow(key));
  return part("Foreign Keys", "FK Name | Column | References | On Delete | On Update", rows);
}

/** The clause of a table's definition that makes a foreign key. */
export function foreignKeyClause(key: ForeignKey, dialect: Dialect): string {
  const { name, columns, references, onDelete, onUpdate } = key;
  const list = (names: readonly string[]) => names.map((one) => sqlName(one, dialect)).join(", ");
  const named = name === "" ? "" : `CONSTRAINT ${sqlName(name, dialect)} `;
  if (dialect === "postgresql") return `${named}${constraintAsWritten({ ...key, validated: true })}`;
  return [
    `${named}FOREIGN KEY (${list(columns)}) REFERENCES ${sqlQualifiedName(references.table, dialect)} (${list(references.columns)})`,
    onDelete === "no action" ? "" : ` ON DELETE ${onDelete.toUpperCase()}`,
    onUpdate === "no action" ? "" : ` ON UPDATE ${onUpdate.toUpperCase()}`,
  ].join("");
}

/** The row of a Foreign Keys table. */
export function foreignKeyRow(
  key: ForeignKey,
  form: RowForm = templateForms.foreignKeys,
  written?: WrittenRow,
): string {
  const table = keyOf(key.references.table);
  const columns = key.references.columns.join(", ");
  return row(
    form,
    {
      name: key.name,
      columns: key.columns.join(", "),
      references: form.includes("referenced-columns") ? table : `${table}(${columns})`,
      "referenced-columns": columns,
      "on-delete": key.onDelete.toUpperCase(),
      "on-update": key.onUpdate.toUpperCase(),
    },
    written,
  );
}

/** A table's whole section, with the statement that makes it as its DDL. */
export function tableSection(table: Table, creation: Operation | undefined): string {
  const ddl =
    creation?.kind === "create-table" ? ["#### Schema Definition", "", ...sqlFence(creation.statement.text), ""] : [];
  const foreignKeys = table.constraints.filter((constraint) => constraint.kind === "foreign-key");
  return [
    `### Table: ${keyOf(table.name)}`,
    "",
    "**Created:** YYYY-MM-DD",
    "**Last Modified:** YYYY-MM-DD",
    "**Purpose:** …",
    "",
    ...ddl,
    ...part("Columns", "Column Name | Data Type | Nullable | Default | Constraints | Description", [
      ...table.columns.map((column) => columnRow(table, column)),
    ]),
    ...indexPart(table.indexes),
    ...foreignKeyPart(foreignKeys),
    "#### Dependencies",
    "",
    "**Used By (Modules):**",
    "- `…` - …",
    "",
    "**Depends On (Tables):**",
    ...(foreignKeys.length === 0 ? ["- None"] : dependencies(foreignKeys)),
  ].join("\n");
}

/** The section of a view or routine, with the statement that makes it. */
export function definitionSection(heading: string, readers: string, creation: Operation | undefined): string {
  const ddl = creation === undefined ? [] : [...sqlFence(creation.statement.text), ""];
  return [
    `### ${heading}`,
    "",
    "**Created:** YYYY-MM-DD",
    "**Purpose:** …",
    "",
    ...ddl,
    `**${readers}:**`,
    "- `…` - …",
  ].join("\n");
}

/** A constraint in short, as a Constraints cell says it. */
function constraintWords(constraint: Constraint): string {
  switch (constraint.kind) {
    case "primary-key":
      return `PRIMARY KEY (${constraint.columns.join(", ")})`;
    case "unique":
      return `UNIQUE (${constraint.columns.join(", ")})`;
    case "check":
      return `CHECK (${constraint.expression.text})`;
    case "foreign-key":
      return `FOREIGN KEY (${constraint.columns.join(", ")}) REFERENCES ${keyOf(constraint.references.table)}`;
    case "exclude":
      return `EXCLUDE USING ${constraint.method} (${constraint.elements.join(", ")})`;
    case "not-null":
      return `NOT NULL ${constraint.column}`;
    default:
      return constraint satisfies never;
  }
}

/** A word that has a column of its own in the table. */
function isOwnField(word: string, form: RowForm): boolean {
  return (
    (word === "PRIMARY KEY" && form.includes("primary-key")) ||
    (word === "UNIQUE" && form.includes("unique")) ||
    (word.startsWith("REFERENCES ") && form.includes("references"))
  );
}

function isKeyOf({ constraints }: Table, { name }: Column, kind: "primary-key" | "unique"): boolean {
  return constraints.some((one) => one.kind === kind && one.columns.length === 1 && one.columns[0] === name);
}

function columnTarget({ constraints }: Table, { name }: Column): string | undefined {
  const key = constraints.find(
    (one) => one.kind === "foreign-key" && one.columns.length === 1 && one.columns[0] === name,
  );
  return key?.kind === "foreign-key"
    ? `${keyOf(key.references.table)}(${key.references.columns.join(", ")})`
    : undefined;
}

function yesOrNo(is: boolean): string {
  return is ? "YES" : "NO";
}

function columnConstraints({ constraints }: Table, { name, generated }: Column): readonly string[] {
  const words = constraints.flatMap((constraint) => {
    if (constraint.kind === "check")
      return constraint.expression.text.includes(name) ? [constraintWords(constraint)] : [];
    if (constraint.kind === "exclude" || constraint.kind === "not-null") return [];
    if (constraint.columns.length !== 1 || constraint.columns[0] !== name) return [];
    if (constraint.kind === "primary-key") return ["PRIMARY KEY"];
    return constraint.kind === "unique" ? ["UNIQUE"] : [`REFERENCES ${keyOf(constraint.references.table)}`];
  });
  return generated === undefined ? words : [...words, `GENERATED ALWAYS AS (${generated.expression.text})`];
}

function part(heading: string, header: string, rows: readonly string[]): readonly string[] {
  if (rows.length === 0) return [];
  const cells = header.split(" | ");
  return [`#### ${heading}`, "", `| ${header} |`, `|${cells.map(() => "---|").join("")}`, ...rows, ""];
}

function dependencies(keys: readonly ForeignKey[]): readonly string[] {
  return [...new Set(keys.map(({ references }) => keyOf(references.table)))].map((target) => `- ${target} - …`);
}

function sqlFence(text: string): readonly string[] {
  return ["```sql", text.trim().replace(/;?$/, ";"), "```"];
}

/** Cells in the order of the header, those that nobody can know left open; or the written row with other values in the cells that change. */
function row(form: RowForm, values: Readonly<Record<string, string>>, written?: WrittenRow): string {
  const old = written === undefined ? undefined : cellsOf(written.text);
  const cells = form.map((field, index) => {
    const value = values[field];
    const before = old?.length === form.length ? old[index] : undefined;
    if (before !== undefined && (value === undefined || written?.changes(field) === false)) return before;
    return (value ?? "…").replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
  });
  return `| ${cells.join(" | ")} |`;
}

/** The cells of a row as they are written. */
function cellsOf(text: string): readonly string[] {
  return text
    .trim()
    .replace(/^\||(?<!\\)\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}
