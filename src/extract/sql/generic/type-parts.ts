import { lex } from "./tokens.ts";

/** A type taken apart: `DECIMAL(10, 2) UNSIGNED` has words before and behind its brackets. */
type TypeParts = {
  readonly words: readonly string[];
  readonly modifiers: readonly string[];
  readonly after: readonly string[];
};

/** Takes a type's text apart, its words in lower case; `undefined` where it has not a type's form. */
export function typeParts(text: string): TypeParts | undefined {
  const { tokens } = lex(text, 0, text.length, { mysqlWords: true });
  const words: string[] = [];
  const after: string[] = [];
  const modifiers: string[] = [];
  let depth = 0;
  let bracketed = false;
  for (const token of tokens) {
    const written = text.slice(token.start, token.end);
    if (token.upper === "(" && depth === 0 && !bracketed && words.length > 0) {
      depth = 1;
      bracketed = true;
    } else if (token.upper === ")" && depth === 1) depth = 0;
    else if (depth === 1 && token.upper === ",") continue;
    else if (depth === 1 && token.upper === "-") modifiers.push("-");
    else if (depth === 1 && token.kind !== "symbol") {
      modifiers.push(modifiers.at(-1) === "-" ? `${modifiers.pop()}${written}` : written.replace(/^"(.*)"$/s, "'$1'"));
    } else if (depth === 0 && (token.kind === "word" || token.kind === "quoted" || token.kind === "string"))
      (bracketed ? after : words).push(written.replace(/^[`"[]|[`"\]]$/g, "").toLowerCase());
    else return undefined;
  }
  return words.length === 0 || depth > 0 ? undefined : { words, modifiers, after };
}
