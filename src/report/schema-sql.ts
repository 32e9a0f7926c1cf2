import type { Schema } from "../model/schema.ts";
import { plainSchemaGroups } from "./sql/plain-tables-sql.ts";
import type { Quote } from "./sql/quoting.ts";
import { routineSql, splitRoutines } from "./sql/routines-sql.ts";
import { ownerSql, sequenceSql, sequencesOf } from "./sql/sequences-sql.ts";
import { settleTexts, type TextReader } from "./sql/settle-texts.ts";
import { commentsSql, policiesSql, triggersSql } from "./sql/table-extras-sql.ts";
import { tablesSql } from "./sql/tables-sql.ts";
import { typesSql } from "./sql/types-sql.ts";
import { viewsSql } from "./sql/views-sql.ts";

/**
 * A whole schema as DDL of its dialect that a fresh database runs from top to bottom, and that read again gives the same schema.
 * The reader tells which texts have to be written anew because something they name was renamed.
 */
export function schemaToSql(from: Schema, reader: TextReader): string {
  const schema = settleTexts(from, reader);
  const quote = (name: string) => reader.quoteName(name);
  const isPlain = schema.dialect === "mysql" || schema.dialect === "sqlite";
  return joined(isPlain ? plainSchemaGroups(schema, quote) : postgresGroups(schema, quote));
}

function postgresGroups(schema: Schema, quote: Quote): readonly (readonly string[])[] {
  const sequences = sequencesOf(schema);
  const routines = splitRoutines(schema);
  const write = (routine: (typeof routines.early)[number]) => routineSql(routine, quote);
  return [
    [...schema.namespaces.values()].map(({ name }) => `CREATE SCHEMA ${quote(name)};`),
    [...schema.extensions.values()].map(
      ({ name, schema: into }) =>
        `CREATE EXTENSION IF NOT EXISTS ${quote(name)}${into === undefined ? "" : ` SCHEMA ${quote(into)}`};`,
    ),
    typesSql(schema.types, quote),
    sequences.alone.map((sequence) => sequenceSql(sequence, quote)),
    // Bodies may name tables that are made further down.
    routines.early.length === 0 ? [] : ["SET check_function_bodies = off;", ...routines.early.map(write)],
    tablesSql(schema, sequences, quote),
    sequences.alone.flatMap((sequence) => ownerSql(sequence, quote)),
    viewsSql(schema, quote),
    routines.late.map(write),
    triggersSql(schema, quote),
    policiesSql(schema, quote),
    commentsSql(schema, quote),
  ];
}

function joined(groups: readonly (readonly string[])[]): string {
  return groups
    .filter((group) => group.length > 0)
    .map((group) => `${group.join(group.some((statement) => statement.includes("\n")) ? "\n\n" : "\n")}\n`)
    .join("\n");
}
