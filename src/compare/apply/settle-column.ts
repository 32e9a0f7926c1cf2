import type { ColumnDefinition } from "../../model/operation.ts";
import type { Column, Table } from "../../model/schema.ts";
import { sequenceText } from "../rename-references.ts";
import { withoutQualifier } from "../sql-tokens.ts";
import type { Workspace } from "../workspace.ts";
import { makeOwnedSequence } from "./sequences.ts";

/** A column as the server keeps it: a serial's default and sequence made, an identity's sequence made, both NOT NULL. */
export function settleColumn(work: Workspace, table: Pick<Table, "name">, definition: ColumnDefinition): Column {
  const { identityOptions, position: _position, ...written } = definition;
  const column = { ...written, collation: ownCollation(written.collation) };
  const { type } = column;
  const integer = type?.base ?? "bigint";
  // Only PostgreSQL has sequences behind its columns.
  if (work.schema.dialect === "mysql" || work.schema.dialect === "sqlite") return withPlainGenerated(column, table);
  if (type?.serial === true && column.default === undefined) {
    const sequence = makeOwnedSequence(work, table, column.name, integer, {});
    return { ...column, nullable: false, default: nextValue(sequenceText(sequence)) };
  }
  if (column.identity !== undefined) {
    makeOwnedSequence(work, table, column.name, integer, identityOptions ?? {});
    return { ...column, nullable: false };
  }
  return withPlainGenerated(column, table);
}

function withPlainGenerated(column: Column, table: Pick<Table, "name">): Column {
  if (column.generated === undefined) return column;
  const expression = withoutQualifier(column.generated.expression, table.name.name);
  return { ...column, generated: { ...column.generated, expression } };
}

/** `COLLATE "default"` is what a column has without saying so. */
export function ownCollation(collation: string | undefined): string | undefined {
  return collation === '"default"' ? undefined : collation;
}

/** The default that draws the next value of a sequence, named as inside `nextval('…')`. */
export function nextValue(sequence: string): NonNullable<Column["default"]> {
  const literal = `'${sequence.replaceAll("'", "''")}'`;
  return { text: `nextval(${literal}::regclass)`, meaning: `nextval(${literal})` };
}
