import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { Query } from "../../../model/schema.ts";
import type { QueryReading, SqlSource } from "../../../model/sql-reader.ts";
import type { LineIndex } from "../../../text/line-index.ts";
import { parseScript, type ScriptStatement } from "./parse-script.ts";
import { neutralisePlaceholders, type Placeholder } from "./placeholders.ts";
import { readQueryNode } from "./read-query.ts";
import { unreadMessage } from "./unread-message.ts";

/** Reads the queries of a contract or of code, whatever placeholders they have for values. */
export function readQueries({ text, range }: SqlSource, lines: LineIndex): QueryReading {
  const base = range?.start ?? 0;
  const written = text.slice(base, range?.end);
  const { text: neutral, placeholders } = neutralisePlaceholders(written);
  const queries: Query[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const statement of parseScript(neutral).statements) {
    const query = readOne(statement, placeholders);
    if (typeof query === "object") queries.push(query);
    else {
      const from = statement.outcome.kind === "failed" ? statement.outcome.at : statement.start;
      const at = lines.location(base + from, base + statement.end);
      const message = unreadMessage(written.slice(statement.start, statement.end), query);
      diagnostics.push({ kind: "unread-statement", at, message });
    }
  }
  return { queries, diagnostics };
}

/** The query, or why there is none. */
function readOne({ outcome, start, end }: ScriptStatement, placeholders: readonly Placeholder[]): Query | string {
  if (outcome.kind === "failed") return outcome.message;
  try {
    const query = readQueryNode(outcome.node);
    const keys = new Set(
      placeholders.filter((place) => place.start >= start && place.end <= end).map(({ key }) => key),
    );
    return { ...query, parameters: keys.size };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return "it is nested too deeply";
  }
}
