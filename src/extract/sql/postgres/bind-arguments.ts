import type { FuncCall, FunctionParameter } from "libpg-query";
import type { CallArgument, SqlValue } from "../../../model/catalog.ts";
import type { Routine } from "../../../model/schema.ts";
import { scopeOf, valueOfNode, valueOfText } from "./evaluate-text.ts";
import type { Scope } from "./scope.ts";
import type { Node } from "./syntax-tree.ts";

/** A parameter that a caller gives a value, or may leave to its default. */
export type BoundParameter = { readonly name: string; readonly defaultValue: SqlValue | undefined };

const nothing = scopeOf(() => undefined, undefined);

/** The arguments of a call, as far as their values are known where it stands. */
export function argumentsOf({ args }: FuncCall, scope: Scope): readonly CallArgument[] {
  return (args ?? []).map((node) => {
    if (!("NamedArgExpr" in node)) return { name: undefined, value: valueOfNode(node, scope) };
    return { name: node.NamedArgExpr.name, value: valueOfNode(node.NamedArgExpr.arg, scope) };
  });
}

/** What the parameters of a routine hold in a call, by name and by `$number`; those that are not known are left out. */
export function bindArguments(
  parameters: readonly BoundParameter[],
  given: readonly CallArgument[],
): ReadonlyMap<string, SqlValue> {
  const held = new Map<string, SqlValue>();
  for (const [index, { name, defaultValue }] of parameters.entries()) {
    const positional = given[index]?.name === undefined ? given[index] : undefined;
    const argument = positional ?? given.find((each) => each.name !== undefined && each.name === name);
    const value = argument === undefined ? defaultValue : argument.value;
    if (value === undefined) continue;
    if (name !== "") held.set(name, value);
    held.set(`$${index + 1}`, value);
  }
  return held;
}

/** The parameters of `CREATE FUNCTION` that a call fills. */
export function writtenParameters(nodes: readonly Node[] | undefined): readonly BoundParameter[] {
  return (nodes ?? []).flatMap((node) =>
    "FunctionParameter" in node && isInput(node.FunctionParameter)
      ? [
          {
            name: node.FunctionParameter.name ?? "",
            defaultValue: valueOfNode(node.FunctionParameter.defexpr, nothing),
          },
        ]
      : [],
  );
}

/** The same of a routine of the schema. */
export function parametersOf(routine: Routine): readonly BoundParameter[] {
  return routine.parameters
    .filter(({ mode }) => mode === "in" || mode === "inout" || mode === "variadic")
    .map(({ name = "", default: value }) => ({
      name,
      defaultValue: value === undefined ? undefined : valueOfText(value.text, nothing),
    }));
}

function isInput({ mode }: FunctionParameter): boolean {
  return mode !== "FUNC_PARAM_OUT" && mode !== "FUNC_PARAM_TABLE";
}
