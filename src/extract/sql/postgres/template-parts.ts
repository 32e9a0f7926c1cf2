/** A stretch of a script, UTF-16 offsets. */
type Stretch = { readonly start: number; readonly end: number };

/** What templates and psql do around the SQL of a script: parts under a condition, and text that comes from elsewhere. */
export type TemplateParts = {
  readonly conditional: readonly Stretch[];
  readonly inclusions: readonly Stretch[];
};

const marks =
  /\{\{-?\s*(if|range|with|block|define|end|template|include|partial|#(?:if|each|unless|with)|\/(?:if|each|unless|with)|>)(?![A-Za-z_])[^}]*\}\}|\{%-?\s*(if|for|endif|endfor|include|import)\b[^%]*%\}|^[ \t]*\\(if|endif|ir?|include|include_relative|copy)\b.*$|\\(gexec)\b/gm;
const openers = /^(?:if|range|with|block|define|for|#\w+)$/;
const closers = /^(?:end|endif|endfor|\/\w+)$/;

/** Finds them where neutralising changed the text, which is never in strings or comments. */
export function templateParts(written: string, parsed: string): TemplateParts {
  const conditional: Stretch[] = [];
  const inclusions: Stretch[] = [];
  if (written === parsed) return { conditional, inclusions };
  const open: number[] = [];
  for (const found of written.matchAll(marks)) {
    const start = found.index + (/^[ \t]*/.exec(found[0])?.[0].length ?? 0);
    const end = found.index + found[0].length;
    const word = found[1] ?? found[2] ?? found[3] ?? found[4] ?? "";
    if (written[start] === parsed[start]) continue;
    if (openers.test(word)) open.push(start);
    else if (closers.test(word)) {
      const from = open.pop();
      if (from !== undefined && open.length === 0) conditional.push({ start: from, end });
    } else inclusions.push({ start, end });
  }
  return { conditional, inclusions };
}
