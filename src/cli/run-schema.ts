import { gatherHistory } from "../gather.ts";
import { loadSqlReader } from "../load-sql-reader.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { UserError } from "../model/user-error.ts";
import { defaultPolicy } from "../policy/default-policy.ts";
import { countOf } from "../report/count-words.ts";
import { plainText } from "../report/rich-text.ts";
import { plainSchema, schemaToJson } from "../report/schema-json.ts";
import { schemaToMermaid } from "../report/schema-mermaid.ts";
import { schemaToSql } from "../report/schema-sql.ts";
import { plain } from "../report/terminal/text-layout.ts";
import type { SchemaOptions } from "./command-options.ts";
import { openAt } from "./open-at.ts";
import { writeOutput } from "./output.ts";
import { showProgress } from "./progress.ts";
import { type Lineage, replayHistory } from "./replay-history.ts";

/** Replays, prints, and says on standard error what was not read. */
export async function runSchema({ repo, at = "HEAD", format, output }: SchemaOptions): Promise<void> {
  const source = await openAt(repo, at);
  const progress = showProgress("Reading migrations");
  const { snapshot, engine, policy } = await gatherHistory(source, "head", defaultPolicy, progress.report);
  progress.end();
  const sql = await loadSqlReader(engine);
  const { lineages, diagnostics } = replayHistory(snapshot, sql, policy);
  if (lineages.length === 0) {
    throw new UserError(`There is no migration at ${at} in ${repo} that could be replayed.`);
  }
  warn(diagnostics);
  await writeOutput(print(lineages, format, sql), output);
}

function print(lineages: readonly Lineage[], format: SchemaOptions["format"], sql: SqlReader): string {
  const [only] = lineages;
  if (format === "json") {
    if (lineages.length === 1 && only !== undefined) return schemaToJson(only.schema);
    const apart = Object.fromEntries(lineages.map(({ folder, schema }) => [folder, plainSchema(schema)]));
    return `${JSON.stringify({ lineages: apart }, undefined, 2)}\n`;
  }
  const comment = format === "sql" ? "--" : "%%";
  return lineages
    .map(({ folder, migrations, schema }) => {
      const body = format === "sql" ? schemaToSql(schema, sql) : schemaToMermaid(schema);
      return `${comment} ${plain(folder === "" ? "." : folder)}: ${countOf(migrations, "migration")}\n\n${body}`;
    })
    .join("\n\n");
}

const mostWarnings = 20;

function warn(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length === 0) return;
  const lines = diagnostics
    .slice(0, mostWarnings)
    .map(({ at, message }) => `  ${plain(at.path)}:${at.start.line}  ${plain(plainText(message, true), 300)}`);
  const rest = diagnostics.length - lines.length;
  const title = `${countOf(diagnostics.length, "thing")} ${diagnostics.length === 1 ? "was" : "were"} not fully read:`;
  console.error([title, ...lines, ...(rest > 0 ? [`  and ${rest} more`] : [])].join("\n"));
}
