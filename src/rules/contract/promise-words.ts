import type { Discrepancy, PromiseKind } from "../../model/comparison.ts";
import type { Schema } from "../../model/schema.ts";
import { code } from "../../text/markdown.ts";
import type { Section } from "../sections.ts";
import { columnRow, definitionSection, foreignKeyRow, indexRow, tableSection } from "./contract-rows.ts";

type PromiseWords = {
  readonly noun: string;
  readonly section: Section;
  /** Where in the contract a new promise goes, Markdown. */
  place(owner: string): string;
  /** Where a promise stands that is there, Markdown. */
  spot(owner: string): string;
  /** What promises it as the schema at head has it: a row, a section, a statement. Empty where there is nothing to paste. */
  paste(discrepancy: Discrepancy, head: Schema): string;
};

const inColumns = (owner: string) => `the Columns table of ${tableHeading(owner)}, and its DDL block`;
const inIndexes = (owner: string) => `the Indexes table of ${tableHeading(owner)}`;
const inForeignKeys = (owner: string) => `the Foreign Keys table of ${tableHeading(owner)}`;
const inConstraints = (owner: string) =>
  `the DDL block of ${tableHeading(owner)}, or the Constraints cell of its column`;

/** How the contract speaks of each kind of object that it promises. */
export const promiseWords: Readonly<Record<PromiseKind, PromiseWords>> = {
  table: {
    noun: "table",
    section: "Tables",
    place: () => "the part `## Tables`",
    spot: (owner) => `the section ${tableHeading(owner)}`,
    paste: ({ owner, operation }, head) => {
      const table = head.tables.get(owner);
      return table === undefined ? "" : tableSection(table, operation);
    },
  },
  column: {
    noun: "column",
    section: "Columns",
    place: inColumns,
    spot: inColumns,
    paste: ({ owner, name }, head) => {
      const table = head.tables.get(owner);
      const column = table?.columns.find((one) => one.name === name);
      return table === undefined || column === undefined ? "" : columnRow(table, column);
    },
  },
  index: {
    noun: "index",
    section: "Indexes",
    place: inIndexes,
    spot: inIndexes,
    paste: ({ owner, name }, head) => {
      const index = (head.tables.get(owner) ?? head.views.get(owner))?.indexes.find((one) => one.name === name);
      return index === undefined ? "" : indexRow(index);
    },
  },
  "foreign-key": {
    noun: "foreign key",
    section: "Foreign Keys",
    place: inForeignKeys,
    spot: inForeignKeys,
    paste: ({ owner, name }, head) => {
      const key = head.tables.get(owner)?.constraints.find((one) => one.name === name);
      return key?.kind === "foreign-key" ? foreignKeyRow(key) : "";
    },
  },
  constraint: {
    noun: "constraint",
    section: "Tables",
    place: inConstraints,
    spot: inConstraints,
    paste: ({ name, actual = "" }) =>
      name === undefined || name === "" || actual === "" ? actual : `CONSTRAINT ${name} ${actual}`,
  },
  view: {
    noun: "view",
    section: "Views",
    place: () => "the part `## Views`",
    spot: (owner) => `the section ${code(`### View: ${owner}`)}`,
    paste: ({ owner, operation }) => definitionSection(`View: ${owner}`, "Used By", operation),
  },
  routine: {
    noun: "routine",
    section: "Stored Procedures & Functions",
    place: () => "the part `## Stored Procedures & Functions`",
    spot: (owner) => `the section of ${code(owner)}`,
    paste: ({ owner, operation }) => {
      const isProcedure = operation?.kind === "create-routine" && operation.routine.kind === "procedure";
      return definitionSection(`${isProcedure ? "Procedure" : "Function"}: ${owner}`, "Called By", operation);
    },
  },
  enum: {
    noun: "enum",
    section: "Tables",
    place: () => "the DDL block of a table that uses it",
    spot: (owner) => `the definition of ${code(owner)}`,
    paste: ({ owner }, head) => {
      const type = head.types.get(owner);
      if (type?.kind !== "enum") return "";
      return `CREATE TYPE ${owner} AS ENUM (${type.values.map((value) => `'${value.replaceAll("'", "''")}'`).join(", ")});`;
    },
  },
};

function tableHeading(owner: string): string {
  return code(`### Table: ${owner}`);
}
