import { loadModule, type Node, parseSync, SqlError } from "libpg-query";

export type { Node } from "libpg-query";

/** One statement as PostgreSQL's grammar sees it. `start` is its first token, `end` is where its semicolon or the text ends; UTF-8 bytes. */
export type ParsedStatement = { readonly node: Node; readonly start: number; readonly end: number };

/** `at` of a failure counts code points, as the server's own error position does. */
export type ParseOutcome =
  | { readonly kind: "parsed"; readonly statements: readonly ParsedStatement[] }
  | { readonly kind: "failed"; readonly message: string; readonly at: number };

const LONGEST_RUN = 4000;

/** Loads PostgreSQL's parser (WASM) once; `parse` is synchronous afterwards. */
export async function loadParser(): Promise<void> {
  await loadModule();
}

/** Parses SQL with the server's own grammar. Never throws for what the text says. */
export function parse(sql: string): ParseOutcome {
  if (sql === "") return { kind: "parsed", statements: [] };
  if (stallsLexer(sql)) return { kind: "failed", message: "it opens comments over and over", at: 0 };
  try {
    const statements: ParsedStatement[] = [];
    for (const { stmt, stmt_location: start = 0, stmt_len: length } of parseSync(encodable(sql)).stmts ?? []) {
      if (stmt === undefined) continue;
      statements.push({ node: stmt, start, end: length === undefined ? Number.POSITIVE_INFINITY : start + length });
    }
    return { kind: "parsed", statements };
  } catch (error) {
    return failure(error);
  }
}

/** The server's lexer looks at a run of operator characters to its end for each comment that opens in it, which takes quadratic time. */
function stallsLexer(sql: string): boolean {
  if (sql.length < LONGEST_RUN) return false;
  const runs = sql.match(/[~!@#^&|`?+\-*/%<>=]{4000,}/g) ?? [];
  return runs.some((run) => run.split("/*").length > 1000);
}

/** C strings end at NUL and UTF-8 has no lone surrogates: both become characters of the same length that the grammar refuses outside of quotes. */
function encodable(sql: string): string {
  return (sql.includes("\0") ? sql.replaceAll("\0", "\u0001") : sql).replace(/[\ud800-\udfff]/gu, "\ufffd");
}

function failure(error: unknown): ParseOutcome & { readonly kind: "failed" } {
  if (error instanceof SqlError) {
    return { kind: "failed", message: error.message, at: error.sqlDetails?.cursorPosition ?? 0 };
  }
  // The WASM stack is bounded by the JavaScript stack; the module itself stays usable.
  if (error instanceof RangeError) return { kind: "failed", message: "it is nested too deeply", at: 0 };
  if (error instanceof Error) return { kind: "failed", message: error.message, at: 0 };
  throw error;
}
