import { type Comment, type Lexed, type LexerWays, lex, type Token } from "./tokens.ts";

/** One statement's tokens, its delimiter left out. */
export type Piece = { readonly tokens: readonly Token[]; readonly start: number; readonly end: number };

export type Split = { readonly pieces: readonly Piece[]; readonly comments: readonly Comment[] };

const DELIMITER = /(?:^|\n)[^\S\n]*delimiter[^\S\n]+(\S+)[^\n]*/gi;

/** Splits a script into statements. `DELIMITER` lines are the client's: they change what ends a statement, and are none themselves. */
export function splitStatements(text: string, from: number, to: number, ways: LexerWays): Split {
  const pieces: Piece[] = [];
  const comments: Comment[] = [];
  for (const stretch of ways.mysqlWords ? stretches(text, from, to) : [{ from, to, delimiter: ";" }]) {
    const lexed = lex(text, stretch.from, stretch.to, ways);
    comments.push(...lexed.comments);
    const found = stretch.delimiter === ";" ? atSemicolons(lexed) : atDelimiter(text, lexed, stretch.delimiter);
    pieces.push(...(ways.mysqlWords ? found.map((piece) => withVersionMarks(text, stretch, piece)) : found));
  }
  return { pieces, comments };
}

/** A statement together with the marks of a version comment that it stands in, or that ends with it. */
function withVersionMarks(text: string, { from, to }: Stretch, piece: Piece): Piece {
  const before = /\/\*(?:!|M!)\d*\s*$/.exec(text.slice(Math.max(from, piece.start - 40), piece.start));
  const after = /^\s*\*\//.exec(text.slice(piece.end, Math.min(to, piece.end + 40)));
  return { ...piece, start: piece.start - (before?.[0].length ?? 0), end: piece.end + (after?.[0].length ?? 0) };
}

type Stretch = { readonly from: number; readonly to: number; readonly delimiter: string };

function stretches(text: string, from: number, to: number): readonly Stretch[] {
  const found: Stretch[] = [];
  let start = from;
  let delimiter = ";";
  DELIMITER.lastIndex = from;
  for (let match = DELIMITER.exec(text); match !== null && match.index < to; match = DELIMITER.exec(text)) {
    found.push({ from: start, to: Math.max(start, match.index), delimiter });
    delimiter = match[1] ?? ";";
    start = Math.min(DELIMITER.lastIndex, to);
  }
  return [...found, { from: start, to, delimiter }];
}

function atSemicolons({ tokens }: Lexed): Piece[] {
  const pieces: Piece[] = [];
  let current: Token[] = [];
  let depth = 0;
  let routine = false;
  for (const [index, token] of tokens.entries()) {
    if (current.length === 0) {
      depth = 0;
      routine = false;
    }
    if (token.upper === ";" && depth === 0) {
      push(pieces, current);
      current = [];
      continue;
    }
    current.push(token);
    if (token.kind !== "word") continue;
    if (!routine) routine = startsRoutine(current);
    if (routine) depth = Math.max(0, depth + blockStep(tokens, index));
  }
  push(pieces, current);
  return pieces;
}

/** Whether the statement so far makes something with a body of statements. */
function startsRoutine(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1)?.upper;
  if (tokens[0]?.upper === "BEGIN") return last === "ATOMIC" && tokens.length === 3;
  if (tokens[0]?.upper !== "CREATE" || tokens.length > 40) return false;
  if (!/^(?:TRIGGER|PROCEDURE|FUNCTION|EVENT|PACKAGE)$/.test(last ?? "")) return false;
  return tokens.slice(1, -1).every(({ upper }) => !/^(?:TABLE|VIEW|INDEX|AS|ON)$/.test(upper));
}

function blockStep(tokens: readonly Token[], index: number): -1 | 0 | 1 {
  const { upper } = tokens[index] ?? { upper: "" };
  const before = tokens[index - 1]?.upper;
  if (upper === "BEGIN") return 1;
  if (upper === "CASE") return before === "END" ? 0 : 1;
  if (upper !== "END") return 0;
  return /^(?:IF|LOOP|WHILE|REPEAT|FOR)$/.test(tokens[index + 1]?.upper ?? "") ? 0 : -1;
}

/** Statements that end with a delimiter of the script's own choice, `$$`, `//`. */
function atDelimiter(text: string, { tokens }: Lexed, delimiter: string): Piece[] {
  const pieces: Piece[] = [];
  let current: Token[] = [];
  let skipUntil = -1;
  for (const token of tokens) {
    if (token.start < skipUntil) continue;
    const quoted = token.kind === "quoted" || token.kind === "string";
    const found = quoted ? -1 : text.slice(token.start, token.end + delimiter.length).indexOf(delimiter);
    if (found === -1 || token.start + found >= token.end) {
      current.push(token);
      continue;
    }
    if (found > 0) current.push({ ...token, end: token.start + found, upper: token.upper.slice(0, found) });
    skipUntil = token.start + found + delimiter.length;
    push(pieces, current);
    current = [];
  }
  push(pieces, current);
  return pieces;
}

function push(pieces: Piece[], all: readonly Token[]): void {
  const tokens = all.at(-1)?.upper === ";" ? all.slice(0, -1) : all;
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first !== undefined && last !== undefined) pieces.push({ tokens, start: first.start, end: last.end });
}
