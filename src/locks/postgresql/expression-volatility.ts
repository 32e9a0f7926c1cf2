import type { Expression } from "../../model/expression.ts";
import type { Routine, Schema } from "../../model/schema.ts";
import { niladicFunctions, steadyFunctions, volatileFunctions } from "./builtin-functions.ts";

/** Words that stand before a bracket and call nothing that changes from row to row. */
const constructs: ReadonlySet<string> = new Set(["coalesce", "greatest", "least", "nullif", "row", "array", "cast"]);

/** Whether an expression gives another value for each row (`volatile`), one for all of them (`steady`), or calls what nobody knows. */
export function volatilityOf({ meaning }: Expression, schema: Schema): "steady" | "unknown" | "volatile" {
  const kinds = calledFunctions(meaning).map((called) => volatilityOfFunction(called, schema));
  if (kinds.includes("volatile")) return "volatile";
  return kinds.includes("unknown") ? "unknown" : "steady";
}

type Called = { readonly name: string; readonly hasArguments: boolean };

/** Names before a bracket, outside of literals and of types' modifiers; the printer puts no space between a function and its bracket. */
function calledFunctions(meaning: string): readonly Called[] {
  const bare = meaning.replace(/'(?:[^']|'')*'/g, "''").replace(/::[a-z_ ."]+\([\d, ]*\)/g, "");
  return [...bare.matchAll(/((?:[\w$]+|"(?:[^"]|"")+")(?:\.(?:[\w$]+|"(?:[^"]|"")+"))*)\((\)?)/g)].flatMap(
    ([, name, end]) =>
      name === undefined ? [] : [{ name: name.replace(/^pg_catalog\./, ""), hasArguments: end === "" }],
  );
}

function volatilityOfFunction({ name, hasArguments }: Called, schema: Schema): "steady" | "unknown" | "volatile" {
  const lower = name.toLowerCase();
  const declared = declaredRoutine(name, schema);
  // A volatile SQL function may be inlined, and then what it calls decides.
  if (declared !== undefined)
    return declared.volatility !== "volatile" ? "steady" : declared.language === "sql" ? "unknown" : "volatile";
  if (volatileFunctions.has(lower.replace(/^.*\./, ""))) return "volatile";
  if (hasArguments && niladicFunctions.has(lower)) return "unknown";
  return constructs.has(lower) || steadyFunctions.has(lower) ? "steady" : "unknown";
}

function declaredRoutine(name: string, { routines }: Schema): Routine | undefined {
  const signature = [...routines.keys()].find((one) => one.startsWith(`${name}(`));
  return signature === undefined ? undefined : routines.get(signature);
}
