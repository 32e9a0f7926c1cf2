import type { Cursor } from "../generic/cursor.ts";
import { type Token, unquoted } from "../generic/tokens.ts";

/** What decides between several texts: nothing, the catalog alone, or something else, such as rows. */
export type Asked = "nothing" | "catalog" | "something";

/** What two together ask. */
export function more(left: Asked, right: Asked): Asked {
  if (left === "something" || right === "something") return "something";
  return left === "catalog" || right === "catalog" ? "catalog" : "nothing";
}

const catalogs = /^(?:information_schema|performance_schema|mysql|sys)$/i;

/** What an expression asks: the tables behind each FROM and JOIN, and what its variables were asked of. */
export function asked({ text, tokens }: Cursor, variables: ReadonlyMap<string, { readonly asks: Asked }>): Asked {
  let asks: Asked = "nothing";
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token.upper === "FROM" || token.upper === "JOIN")
      asks = more(asks, next === undefined ? asks : table(text, next));
    else if (token.kind === "parameter" && text[token.start - 1] !== "@")
      asks = more(asks, variables.get(text.slice(token.start + 1, token.end).toLowerCase())?.asks ?? "something");
    else if (token.kind === "word")
      asks = more(asks, variables.get(` ${text.slice(token.start, token.end).toLowerCase()}`)?.asks ?? "nothing");
    if (asks === "something") return asks;
  }
  return asks;
}

function table(text: string, token: Token): Asked {
  if (token.kind !== "word" && token.kind !== "quoted") return "nothing";
  const name = token.kind === "quoted" ? unquoted(text, token, false) : text.slice(token.start, token.end);
  return catalogs.test(name) ? "catalog" : /^(?:dual|select)$/i.test(name) ? "nothing" : "something";
}
