import { Tokens } from "./tokens.ts";

/** The statement's SQL with `INTO targets`, which is PL/pgSQL's, made blank; the INTO of INSERT and MERGE stays. Keeps its length. */
export function withoutInto(sql: string): string {
  const tokens = new Tokens(sql);
  let previous = "";
  let depth = 0;
  while (tokens.nextSignificant()) {
    const word = tokens.keyword;
    if (word === "(") depth += 1;
    if (word === ")") depth -= 1;
    if (word === "into" && depth === 0 && previous !== "insert" && previous !== "merge") {
      const { start } = tokens;
      const end = targetsEnd(tokens);
      return sql.slice(0, start) + " ".repeat(end - start) + sql.slice(end);
    }
    previous = word;
  }
  return sql;
}

/** After INTO: `STRICT`, then names between commas. */
function targetsEnd(tokens: Tokens): number {
  let { end } = tokens;
  let wantsName = true;
  let brackets = 0;
  while (tokens.nextSignificant()) {
    const word = tokens.keyword;
    if (word === "[") brackets += 1;
    else if (word === "]") brackets -= 1;
    else if (brackets === 0) {
      if (word === "," || word === ".") wantsName = true;
      else if (!wantsName) return end;
      else if (word !== "strict") wantsName = false;
    }
    end = tokens.end;
  }
  return end;
}
