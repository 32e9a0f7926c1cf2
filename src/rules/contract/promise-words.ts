import type { Discrepancy, PromiseKind } from "../../model/comparison.ts";
import type { Schema } from "../../model/schema.ts";
import { code } from "../../text/markdown.ts";
import type { Section } from "../sections.ts";
import { columnRow, definitionSection, foreignKeyRow, indexRow, tableSection } from "./contract-rows.ts";

type PromiseWords = {
  readonly noun: string;
  readonly section: Section;
  /** Where in the contract its promise stands, Markdown. */
  place(owner: string): string;
  /** What promises it as the schema at head has it: a row, a section, a statement. Empty where there is nothing to paste. */
  paste(discrepancy: Discrepancy, head: Schema): string;
};

/** How the contract speaks of each kind of object that it promises. */
export const promiseWords: Readonly<Record<PromiseKind, PromiseWords>> = {
  table: {
    noun: "table",
    section: "Tables",
    place: () => "the part `## Tables`",
    paste: ({ owner, operation }, head) => {
      const table = head.tables.get(owner);
      return table === undefined ? "" : tableSection(table, operation);
    },
  },
  column: {
    noun: "column",
    section: "Columns",
    place: (owner) => `the Columns table of ${tableHeading(owner)}, and its DDL block`,
    paste: ({ owner, name }, head) => {
      const table = head.tables.get(owner);
      const column = table?.columns.find((one) => one.name === name);
      return table === undefined || column === undefined ? "" : columnRow(table, column);
    },
  },
  index: {
    noun: "index",
    section: "Indexes",
    place: (owner) => `the Indexes table of ${tableHeading(owner)}`,
    paste: ({ owner, name }, head) => {
      const index = (head.tables.get(owner) ?? head.views.get(owner))?.indexes.find((one) => one.name === name);
      return index === undefined ? "" : indexRow(index);
    },
  },
  "foreign-key": {
    noun: "foreign key",
    section: "Foreign Keys",
    place: (owner) => `the Foreign Keys table of ${tableHeading(owner)}`,
    paste: ({ owner, name }, head) => {
      const key = head.tables.get(owner)?.constraints.find((one) => one.name === name);
      return key?.kind === "foreign-key" ? foreignKeyRow(key) : "";
    },
  },
  constraint: {
    noun: "constraint",
    section: "Tables",
    place: (owner) => `the DDL block of ${tableHeading(owner)}, or the Constraints cell of its column`,
    paste: ({ actual }) => actual ?? "",
  },
  view: {
    noun: "view",
    section: "Views",
    place: () => "the part `## Views`",
    paste: ({ owner, operation }) => definitionSection(`View: ${owner}`, "Used By", operation),
  },
  routine: {
    noun: "routine",
    section: "Stored Procedures & Functions",
    place: () => "the part `## Stored Procedures & Functions`",
    paste: ({ owner, operation }) => {
      const isProcedure = operation?.kind === "create-routine" && operation.routine.kind === "procedure";
      return definitionSection(`${isProcedure ? "Procedure" : "Function"}: ${owner}`, "Called By", operation);
    },
  },
  enum: {
    noun: "enum",
    section: "Tables",
    place: () => "a DDL block of the contract",
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
