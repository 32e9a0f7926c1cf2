import type { SqlReader, SqlSource } from "../../../model/sql-reader.ts";
import { lineIndexOf } from "../../../text/line-index.ts";
import { readType } from "./data-type.ts";
import { readExpression } from "./expression.ts";
import type { ReadFile } from "./fragment.ts";
import { loadParser } from "./load-parser.ts";
import { quoteName, readName } from "./names.ts";
import { readQueries } from "./read-queries.ts";
import { readScript } from "./read-script.ts";
import { runProgram } from "./run-program.ts";

/** Reads PostgreSQL with the server's own grammar. Loading takes a moment, reading is synchronous. */
export async function loadPostgresReader(): Promise<SqlReader> {
  await loadParser();
  return {
    dialect: "postgresql",
    readScript: (source) => readScript(source, open(source)),
    readQuery: (source) => readQueries(source, open(source).lines),
    readType,
    readExpression,
    readName,
    run: runProgram,
    quoteName,
  };
}

function open({ path, text }: SqlSource): ReadFile {
  return { path, text, lines: lineIndexOf(path, text) };
}
