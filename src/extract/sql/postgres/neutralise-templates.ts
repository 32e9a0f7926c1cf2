import { Tokens } from "./tokens.ts";

/** What stands in SQL for other tools: Go and Jinja templates, ERB, Flyway and shell variables, psql variables and commands. */
const marks = /\{\{|\{%|\{#|<%|\$\{|:['"]?[A-Za-z_]|^[ \t]*\\|\\g|\bstdin\b/im;
/** Marks that are closed by a mark of their own, on whatever line. */
const pairs: readonly (readonly [string, string])[] = [
  ["{{", "}}"],
  ["{%", "%}"],
  ["{#", "#}"],
  ["<%", "%>"],
];
const variables = /\$\{[^{}\n]*\}|:'[A-Za-z_]\w*'|:"[A-Za-z_]\w*"|:[A-Za-z_]\w*/y;
const control =
  /^(?:\{%|\{#|<%(?!=)|\{\{-?\s*(?:if|else|end|range|with|define|block|template|include|\/\*|#|\/|\^|!)(?![A-Za-z_]))/;
/** Names for the schema that a deployment chooses, which is then its default schema. */
const defaultSchema = /schema$|^(?:db|database|dbo|namespace|owner)$/i;
/** Where only a number fits: `varchar(`, `numeric(10,`. */
const typeLength =
  /\b(?:varchar|char|character|varying|bit|numeric|decimal|float|time|timestamp|vector)\s*\((?:[^()]*,)?\s*$/i;
/** Words and marks after which a value stands, and no name. */
const beforeValue: ReadonlySet<string> = new Set(
  "= < > + - / % default limit offset then else and or between like ilike is password interval".split(" "),
);

/**
 * Makes what other tools put into SQL harmless without moving anything: a placeholder becomes a name or, where only a value fits, a
 * string; commands, control marks and rows of inline `COPY` become white space. Strings and comments are left alone. Returns the
 * text itself where there is nothing of the kind.
 */
export function neutraliseTemplates(text: string): string {
  if (!marks.test(text)) return text;
  const output: string[] = [];
  const tokens = new Tokens(text);
  const unclosed = new Set<string>();
  let copied = 0;
  const replace = (start: number, end: number, by: string): void => {
    output.push(text.slice(copied, start), by);
    copied = end;
  };
  const before = { word: "", inValues: 0, inBrackets: 0, copy: false };
  while (tokens.next()) {
    const { start, kind } = tokens;
    if (kind === "space" || kind === "comment") continue;
    const end = placeholderEnd(text, start, before.inBrackets > 0, unclosed);
    if (end !== undefined) {
      // A schema that the deployment chooses goes with its dot.
      const stop = text[end] === "." && defaultSchema.test(innerWord(text.slice(start, end))) ? end + 1 : end;
      const isValue = beforeValue.has(before.word) || before.inValues > 0;
      replace(start, stop, stop > end ? blank(text.slice(start, stop)) : replacement(text, start, end, isValue));
      tokens.end = stop;
      before.word = "";
    } else if (kind === "symbol" && isCommand(text, start)) {
      const stop = lineEnd(text, start);
      replace(start, stop, commandReplacement(text.slice(start, stop)));
      tokens.end = stop;
    } else {
      follow(before, tokens);
      if (before.copy && before.word === ";") {
        const stop = inlineDataEnd(text, tokens.end, unclosed);
        replace(tokens.end, stop, blank(text.slice(tokens.end, stop)));
        tokens.end = stop;
        before.copy = false;
      }
    }
  }
  return copied === 0 ? text : output.join("") + text.slice(copied);
}

function follow(before: { word: string; inValues: number; inBrackets: number; copy: boolean }, tokens: Tokens): void {
  const word = tokens.keyword;
  if (
    word === "(" &&
    (before.inValues > 0 || before.word === "values" || (before.word === "," && before.inValues < 0))
  ) {
    before.inValues = Math.max(before.inValues, 0) + 1;
  } else if (word === ")" && before.inValues > 0) {
    // After a row of VALUES only a comma keeps the list going.
    before.inValues = before.inValues === 1 ? -1 : before.inValues - 1;
  } else if (before.inValues < 0 && word !== ",") before.inValues = 0;
  if (word === "[" || word === "]") before.inBrackets = Math.max(0, before.inBrackets + (word === "[" ? 1 : -1));
  if (word === "stdin" && before.word === "from") before.copy = true;
  before.word = word === "" ? "value" : word;
}

function placeholderEnd(text: string, start: number, inBrackets: boolean, unclosed: Set<string>): number | undefined {
  const first = text[start];
  if (first === ":" && (inBrackets || text[start - 1] === ":")) return undefined;
  if (first !== "{" && first !== "<" && first !== "$" && first !== ":") return undefined;
  for (const [open, close] of pairs) if (text.startsWith(open, start)) return pairEnd(text, start, close, unclosed);
  variables.lastIndex = start;
  return variables.test(text) ? variables.lastIndex : undefined;
}

/** `unclosed` remembers marks that no more are found of, so that the text is not searched for them again. */
function pairEnd(text: string, start: number, close: string, unclosed: Set<string>): number | undefined {
  if (unclosed.has(close)) return undefined;
  const end = text.indexOf(close, start + 2);
  if (end === -1) unclosed.add(close);
  return end === -1 ? undefined : end + close.length;
}

function replacement(text: string, start: number, end: number, isValue: boolean): string {
  const placeholder = text.slice(start, end);
  if (control.test(placeholder)) return blank(placeholder);
  if (placeholder.startsWith(':"') || placeholder.startsWith(":'")) return ` ${placeholder.slice(1)}`;
  const glued = isWordPart(text[start - 1]) || isWordPart(text[end]);
  if (glued) return placeholder.replace(/[^\n\r]/g, (character) => (/\w/.test(character) ? character : "_"));
  if (isValue) return quoted(placeholder, "'");
  if (typeLength.test(text.slice(Math.max(0, start - 80), start))) return `${blank(placeholder.slice(1))}1`;
  if (placeholder.startsWith(":")) return `_${placeholder.slice(1)}`;
  const inner = innerWord(placeholder);
  const at = placeholder.lastIndexOf(inner);
  if (inner === "" || at === 0) return quoted(placeholder, '"');
  return `${blank(placeholder.slice(0, at - 1))}"${inner}"${blank(placeholder.slice(at + inner.length + 1))}`;
}

/** The last word of a placeholder, which is what it is called: `{{ .Values.schema }}`. */
function innerWord(placeholder: string): string {
  return /[A-Za-z_]\w*(?=\W*$)/.exec(placeholder)?.[0] ?? "";
}

/** psql's commands begin a line, or end a query as `\g` does. */
function isCommand(text: string, start: number): boolean {
  if (text[start] !== "\\") return false;
  return text[start + 1] === "g" || text.slice(text.lastIndexOf("\n", start) + 1, start).trim() === "";
}

/** Fills the placeholder's place with a quoted constant or name that still tells what it was. */
function quoted(placeholder: string, quote: string): string {
  const inner = placeholder.slice(1, -1).replace(/['"\s]/g, "_");
  return placeholder.length < 3 ? "0".repeat(placeholder.length) : `${quote}${inner}${quote}`;
}

/** psql's own commands end or run a query (`\g`, `\gexec`), or stand on a line of their own. */
function commandReplacement(command: string): string {
  return /^\\(?:g|gx|gset|gexec|gdesc|crosstabview|watch)\b/.test(command)
    ? `;${blank(command.slice(1))}`
    : blank(command);
}

function inlineDataEnd(text: string, from: number, unclosed: Set<string>): number {
  if (unclosed.has("\\.")) return from;
  const close = /^\\\.[ \t]*\r?$/gm;
  close.lastIndex = from;
  if (close.test(text)) return close.lastIndex;
  unclosed.add("\\.");
  return from;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

function blank(text: string): string {
  return text.replace(/[^\n\r]/g, " ");
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\w$]/.test(character);
}
