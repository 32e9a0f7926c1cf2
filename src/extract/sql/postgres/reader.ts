import type { SqlReader, SqlSource } from "../../../model/sql-reader.ts";
import { LineIndex } from "../../../text/line-index.ts";
import { readType } from "./data-type.ts";
import { readExpression } from "./expression.ts";
import type { ReadFile } from "./fragment.ts";
import { loadParser } from "./load-parser.ts";
import { quoteName, readName } from "./names.ts";
import { readQueries } from "./read-queries.ts";
import { readScript } from "./read-script.ts";

/** Reads PostgreSQL with the server's own grammar. Loading takes a moment, reading is synchronous. */
export async function loadPostgresReader(): Promise<SqlReader> {
  await loadParser();
  const open = fileOpener();
  return {
    dialect: "postgresql",
    readScript: (source) => readScript(source, open(source)),
    readQuery: (source) => readQueries(source, open(source).lines),
    readType,
    readExpression,
    readName,
    quoteName,
  };
}

/** A contract is read stretch by stretch, base and head in turns with migrations between: the lines of each are counted once. */
function fileOpener(): (source: SqlSource) => ReadFile {
  let recent: readonly ReadFile[] = [];
  return ({ path, text }) => {
    const known = recent.find((file) => file.path === path && file.text === text);
    const file = known ?? { path, text, lines: new LineIndex(path, text) };
    if (file !== recent[0]) recent = [file, ...recent.filter((other) => other !== file)].slice(0, 4);
    return file;
  };
}
