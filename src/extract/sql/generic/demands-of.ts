import type { Statement } from "../../../model/operation.ts";
import type { Piece } from "./split-statements.ts";

/** `ALGORITHM = INSTANT, LOCK = NONE` of a statement that changes a table or an index. */
export function demandsOf(text: string, { tokens }: Piece): Statement["demands"] {
  const [first] = tokens;
  if (first === undefined || !/^(?:ALTER|CREATE|DROP)$/.test(first.upper)) return undefined;
  if (!tokens.slice(1, 5).some(({ upper }) => upper === "TABLE" || upper === "INDEX")) return undefined;
  const demand = (word: string): string | undefined => {
    let depth = 0;
    for (const [index, { upper }] of tokens.entries()) {
      depth += upper === "(" ? 1 : upper === ")" ? -1 : 0;
      if (upper !== word || depth > 0) continue;
      const value = tokens[index + 1]?.upper === "=" ? tokens[index + 2] : tokens[index + 1];
      if (value?.kind === "word" && demandWords.has(value.upper))
        return text.slice(value.start, value.end).toLowerCase();
    }
    return undefined;
  };
  const [algorithm, lock] = [demand("ALGORITHM"), demand("LOCK")];
  return algorithm === undefined && lock === undefined ? undefined : { algorithm, lock };
}

const demandWords: ReadonlySet<string> = new Set([
  "DEFAULT",
  "INSTANT",
  "INPLACE",
  "COPY",
  "NOCOPY",
  "NONE",
  "SHARED",
  "EXCLUSIVE",
]);
