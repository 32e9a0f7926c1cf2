import type { DataType } from "../../../model/expression.ts";
import type { Operation } from "../../../model/operation.ts";
import type { Parameter, Query, Routine } from "../../../model/schema.ts";
import { type Cursor, NotUnderstood } from "./cursor.ts";
import { base, type Frame } from "./draft.ts";
import { readQueryText } from "./read-query.ts";
import type { Token } from "./tokens.ts";

/** `CREATE [DEFINER …] FUNCTION|PROCEDURE name (…) …`. */
export function createRoutine(cursor: Cursor, frame: Frame): readonly Operation[] | undefined {
  if (!cursor.takes("CREATE")) return undefined;
  const replace = cursor.takes("OR REPLACE");
  if (cursor.takes("DEFINER"))
    cursor.until((it) => /^(?:FUNCTION|PROCEDURE|TRIGGER|EVENT|VIEW|SQL)$/.test(it.peek().upper));
  const word = cursor.takesOne("FUNCTION", "PROCEDURE");
  if (word === undefined) return undefined;
  const ifNot = cursor.takes("IF NOT EXISTS");
  const written = cursor.tableName();
  const name = { schema: written.schema, name: cursor.grammar.foldPart(written.name) };
  if (cursor.peek().upper !== "(") return undefined;
  const parameters = cursor.bracketed().parts().map(parameterOf);
  const returns = cursor.takes("RETURNS") ? typeAt(cursor) : undefined;
  const traits = readTraits(cursor);
  const body = cursor.until(() => false);
  const types = parameters.filter(({ mode }) => mode !== "out").map(({ type }) => type.meaning);
  const routine: Routine = {
    kind: word === "FUNCTION" ? "function" : "procedure",
    name,
    signature: `${name.schema === undefined ? "" : `${name.schema}.`}${name.name}(${types.join(", ")})`,
    parameters,
    returns: returns?.meaning,
    language: "sql",
    ...traits,
    strict: false,
    parallel: "unsafe",
    body: body.written,
    queries: bodyQueries(body, new Set(parameters.flatMap((parameter) => parameter.name ?? []))),
  };
  const guard = ifNot ? "if-not-exists" : replace ? "or-replace" : undefined;
  return [{ kind: "create-routine", ...base(frame, guard), routine, replace }];
}

function parameterOf(part: Cursor): Parameter {
  const mode = part.takesOne("INOUT", "IN", "OUT") ?? "IN";
  const name = part.partName();
  return { name, mode: mode.toLowerCase() as "in" | "out" | "inout", type: typeAt(part), default: undefined };
}

const TRAITS = /^(?:DETERMINISTIC|NOT|CONTAINS|NO|READS|MODIFIES|SQL|LANGUAGE|COMMENT|BEGIN|RETURN|AGGREGATE|DEFAULT)$/;

function typeAt(cursor: Cursor): DataType {
  const part = cursor.until(
    (it) => TRAITS.test(it.peek().upper) || /^(?:SELECT|INSERT|UPDATE|DELETE|SET|IF)$/.test(it.peek().upper),
  );
  return cursor.grammar.readType(part.written) ?? part.fail();
}

function readTraits(cursor: Cursor): Pick<Routine, "volatility" | "security"> {
  let volatility: Routine["volatility"] = "volatile";
  let security: Routine["security"] = "definer";
  for (;;) {
    if (cursor.takes("NOT DETERMINISTIC")) volatility = "volatile";
    else if (cursor.takes("DETERMINISTIC")) volatility = "immutable";
    else if (cursor.takes("SQL SECURITY"))
      security = cursor.rawName().toUpperCase() === "INVOKER" ? "invoker" : "definer";
    else if (cursor.takes("COMMENT")) cursor.string();
    else if (cursor.takes("LANGUAGE")) cursor.rawName();
    else if (cursor.takesOne("CONTAINS SQL", "NO SQL", "READS SQL DATA", "MODIFIES SQL DATA") === undefined)
      return { volatility, security };
  }
}

const STATEMENT = /^(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH)$/;

/** The statements of a body that are plain queries; what cannot be taken apart claims nothing. */
function bodyQueries(body: Cursor, parameters: ReadonlySet<string>): readonly Query[] {
  const variables = new Set([...parameters, ...declared(body)]);
  const found: Query[] = [];
  for (const tokens of statementsOf(body.tokens)) {
    const from = tokens.findIndex(({ upper }) => STATEMENT.test(upper));
    if (from === -1) continue;
    const query = tryQuery(body, balanced(withoutInto(tokens.slice(from))), variables);
    if (query !== undefined) found.push(query);
  }
  return found;
}

function tryQuery(body: Cursor, tokens: readonly Token[], variables: ReadonlySet<string>): Query | undefined {
  try {
    return readQueryText(body, tokens, variables);
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

function declared({ tokens, text, grammar }: Cursor): readonly string[] {
  return tokens.flatMap(({ upper }, index) => {
    const next = tokens[index + 1];
    return upper === "DECLARE" && next !== undefined ? [grammar.foldPart(text.slice(next.start, next.end))] : [];
  });
}

function statementsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const found: Token[][] = [[]];
  for (const token of tokens) {
    if (/^(?:;|BEGIN|THEN|DO|ELSE|LOOP|REPEAT)$/.test(token.upper)) found.push([]);
    else found.at(-1)?.push(token);
  }
  return found;
}

/** The tokens up to a bracket that was opened before them. */
function balanced(tokens: readonly Token[]): readonly Token[] {
  let depth = 0;
  const end = tokens.findIndex(({ upper }) => {
    depth += upper === "(" ? 1 : upper === ")" ? -1 : 0;
    return depth < 0;
  });
  return end === -1 ? tokens : tokens.slice(0, end);
}

/** `SELECT a INTO b FROM …` without what it selects into. */
function withoutInto(tokens: readonly Token[]): readonly Token[] {
  if (tokens[0]?.upper !== "SELECT") return tokens;
  const into = tokens.findIndex(({ upper }) => upper === "INTO");
  if (into === -1) return tokens;
  const from = tokens.findIndex(({ upper }, index) => index > into && upper === "FROM");
  return [...tokens.slice(0, into), ...(from === -1 ? [] : tokens.slice(from))];
}
