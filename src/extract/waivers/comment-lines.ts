/** What a line of a comment says, as offsets into the file: without the comment's marks and the white space around. */
export type CommentLine = { readonly start: number; readonly end: number };

/** The lines of comments in a migration that may be meant for a linter. `path` tells the language. */
export function commentLines(path: string, text: string): readonly CommentLine[] {
  return /\.sql$/i.test(path) ? sqlCommentLines(text) : markedLines(text);
}

const addressed = /schema-warden:/gi;
const mark = /(?:--|#|\/\/|\/\*+|<!--|;|(?:^|\n)[ \t]*\*)[ \t]*$/;

/** In other languages a comment's mark right before is enough: SQL stands there in strings, with comments of its own. */
function markedLines(text: string): readonly CommentLine[] {
  const lines: CommentLine[] = [];
  for (const { index } of text.matchAll(addressed)) {
    if (!mark.test(text.slice(Math.max(0, index - 80), index))) continue;
    lines.push(trimmed(text, index, lineEnd(text, index)));
  }
  return lines;
}

const opening = /--|#[ \t]*(?=schema-warden:|atlas:)|\/\*|['"`]/gi;

/** Comments of SQL in any dialect. What stands between dollar quotes is read as SQL too: comments in a function's body are comments. */
function sqlCommentLines(text: string): readonly CommentLine[] {
  const lines: CommentLine[] = [];
  const scanner = new RegExp(opening);
  for (let match = scanner.exec(text); match !== null; match = scanner.exec(text)) {
    const [found] = match;
    const from = match.index + found.length;
    if (found === "/*") {
      scanner.lastIndex = blockEnd(text, from);
      lines.push(...linesWithin(text, from, scanner.lastIndex - 2));
    } else if (/['"`]/.test(found)) {
      const end = text.indexOf(found, from);
      scanner.lastIndex = end === -1 ? text.length : end + 1;
    } else {
      scanner.lastIndex = lineEnd(text, from);
      lines.push(trimmed(text, from, scanner.lastIndex));
    }
  }
  return lines;
}

/** The offset after a block comment that opens before `from`; PostgreSQL's nest. */
function blockEnd(text: string, from: number): number {
  const edges = /\/\*|\*\//g;
  edges.lastIndex = from;
  let depth = 1;
  for (let edge = edges.exec(text); edge !== null; edge = edges.exec(text)) {
    depth += edge[0] === "/*" ? 1 : -1;
    if (depth === 0) return edges.lastIndex;
  }
  return text.length + 2;
}

function linesWithin(text: string, start: number, end: number): readonly CommentLine[] {
  const lines: CommentLine[] = [];
  for (let at = start; at < end; ) {
    const next = Math.min(lineEnd(text, at), end);
    lines.push(trimmed(text, at, next));
    at = next + 1;
  }
  return lines;
}

/** Without white space, the stars and dashes that people draw at a line's beginning, and closing marks. */
function trimmed(text: string, start: number, end: number): CommentLine {
  const line = text.slice(start, end);
  const before = /^[\s*#-]*/.exec(line)?.[0].length ?? 0;
  const body = line.slice(before).replace(/\s*(?:\*+\/|-->)[\s\S]*$/, "");
  return { start: start + before, end: start + before + body.trimEnd().length };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
