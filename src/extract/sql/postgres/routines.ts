import type { AlterFunctionStmt, CreateFunctionStmt, DefElem, DefineStmt, ObjectWithArgs, TypeName } from "libpg-query";
import { keyOf } from "../../../model/name.ts";
import type { OperationOf } from "../../../model/operation.ts";
import type { Parameter, Query, Routine } from "../../../model/schema.ts";
import { readRoutineType } from "./data-type.ts";
import { readExpressionNode } from "./expression.ts";
import { nameOfNodes } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { frame, orReplace } from "./operation-frame.ts";
import { optionOf, optionsOf, valueText } from "./statement-options.ts";
import { itemsOf, type Node, stringsOf } from "./syntax-tree.ts";
import { textAfter, textAfterWord } from "./written-text.ts";

type Properties = Pick<Routine, "volatility" | "strict" | "security" | "parallel">;

/** `CREATE FUNCTION` and `CREATE PROCEDURE`. */
export function createRoutine(
  statement: CreateFunctionStmt,
  context: NodeContext,
): readonly OperationOf<"create-routine">[] {
  const { options, is_procedure: isProcedure, replace, returnType, sql_body: sqlBody } = statement;
  const name = nameOfNodes(statement.funcname);
  const parameters = (statement.parameters ?? []).flatMap((node) => readParameter(node, context));
  const language = (valueText(optionOf(options, "language")?.arg) ?? "sql").toLowerCase();
  const body = sqlBody === undefined ? bodyText(optionOf(options, "as")) : standardBody(context);
  return [
    {
      kind: "create-routine",
      ...frame(context, orReplace(replace)),
      replace: replace === true,
      routine: {
        kind: isProcedure === true ? "procedure" : "function",
        name,
        signature: signatureOf(keyOf(name), parameters),
        parameters,
        returns: isProcedure === true ? undefined : resultOf(returnType, parameters),
        language,
        ...{ volatility: "volatile", strict: false, security: "invoker", parallel: "unsafe" },
        ...propertiesOf(options),
        body,
        queries: sqlBody === undefined ? context.readBody(language, body) : standardQueries(sqlBody, context),
      },
    },
  ];
}

/** `ALTER FUNCTION`, `ALTER PROCEDURE` with properties; those that no contract states change nothing here. */
export function alterRoutine(
  { func, actions }: AlterFunctionStmt,
  context: NodeContext,
): readonly OperationOf<"alter-routine">[] {
  const routine = nameOfNodes(func?.objname);
  return [
    {
      kind: "alter-routine",
      ...frame(context),
      routine,
      argumentTypes: argumentTypes(func),
      set: propertiesOf(actions),
    },
  ];
}

/** `CREATE AGGREGATE`, in the old style too. */
export function createAggregate(
  { defnames, args, definition, replace }: DefineStmt,
  context: NodeContext,
): readonly OperationOf<"create-routine">[] {
  const name = nameOfNodes(defnames);
  const baseType = optionOf(definition, "basetype")?.arg;
  const parameters = [...itemsOf(args?.[0]).flatMap((node) => readParameter(node, context)), ...oldStyle(baseType)];
  const final = optionOf(definition, "finalfunc");
  return [
    {
      kind: "create-routine",
      ...frame(context, orReplace(replace)),
      replace: replace === true,
      routine: {
        kind: "aggregate",
        name,
        signature: signatureOf(keyOf(name), parameters),
        parameters,
        returns: final === undefined ? valueText(optionOf(definition, "stype")?.arg) : undefined,
        language: "internal",
        volatility: "immutable",
        strict: false,
        security: "invoker",
        parallel: parallelOf(valueText(optionOf(definition, "parallel")?.arg)),
        body: "",
        queries: [],
      },
    },
  ];
}

/** The argument types that name one of several routines; `undefined` where none are given. */
export function argumentTypes(object: ObjectWithArgs | undefined): readonly string[] | undefined {
  if (object === undefined || object.args_unspecified === true) return undefined;
  const parameters = object.objfuncargs?.flatMap((node) =>
    "FunctionParameter" in node ? [node.FunctionParameter] : [],
  );
  if (parameters !== undefined) {
    const inputs = parameters.filter(({ mode }) => mode !== "FUNC_PARAM_OUT" && mode !== "FUNC_PARAM_TABLE");
    return inputs.map(({ argType }) => readRoutineType(argType ?? {}).meaning);
  }
  return (object.objargs ?? []).flatMap((node) => ("TypeName" in node ? [readRoutineType(node.TypeName).meaning] : []));
}

function signatureOf(name: string, parameters: readonly Parameter[]): string {
  const inputs = parameters.filter(({ mode }) => mode !== "out" && mode !== "table");
  return `${name}(${inputs.map(({ type }) => type.meaning).join(", ")})`;
}

const modes: Readonly<Record<string, Parameter["mode"]>> = {
  FUNC_PARAM_OUT: "out",
  FUNC_PARAM_INOUT: "inout",
  FUNC_PARAM_VARIADIC: "variadic",
  FUNC_PARAM_TABLE: "table",
};

function readParameter(node: Node, context: NodeContext): readonly Parameter[] {
  if (!("FunctionParameter" in node)) return [];
  const { name, argType, mode = "", defexpr, location } = node.FunctionParameter;
  const text = defexpr === undefined ? undefined : textAfter(context, location ?? 0, ["default", "="]);
  return [
    {
      name: name === "" ? undefined : name,
      mode: modes[mode] ?? "in",
      type: readRoutineType(argType ?? {}, context),
      default: defexpr === undefined ? undefined : readExpressionNode(defexpr, text),
    },
  ];
}

/** As `pg_get_function_result` says it. */
function resultOf(returnType: TypeName | undefined, parameters: readonly Parameter[]): string | undefined {
  const columns = parameters.filter(({ mode }) => mode === "table");
  if (columns.length > 0) {
    return `TABLE(${columns.map(({ name = "", type }) => `${name} ${type.meaning}`.trim()).join(", ")})`;
  }
  if (returnType !== undefined) {
    const { meaning } = readRoutineType(returnType);
    return returnType.setof === true ? `SETOF ${meaning}` : meaning;
  }
  const [only, ...more] = parameters.filter(({ mode }) => mode === "out" || mode === "inout");
  return more.length > 0 ? "record" : only?.type.meaning;
}

function propertiesOf(options: readonly Node[] | undefined): Partial<Properties> {
  const properties: { -readonly [K in keyof Properties]?: Properties[K] } = {};
  for (const { defname, arg } of optionsOf(options)) {
    const value = valueText(arg);
    if (defname === "volatility") properties.volatility = volatilityOf(value);
    if (defname === "strict") properties.strict = value === "true";
    if (defname === "security") properties.security = value === "true" ? "definer" : "invoker";
    if (defname === "parallel") properties.parallel = parallelOf(value);
  }
  return properties;
}

function volatilityOf(value: string | undefined): Routine["volatility"] {
  return value === "immutable" || value === "stable" ? value : "volatile";
}

function parallelOf(value: string | undefined): Routine["parallel"] {
  const word = value?.toLowerCase();
  return word === "safe" || word === "restricted" ? word : "unsafe";
}

/** Routines in C have two strings, a library and a symbol. */
function bodyText(option: DefElem | undefined): string {
  return stringsOf(itemsOf(option?.arg)).join(", ");
}

/** `RETURN …` or `BEGIN ATOMIC … END`, as written. */
function standardBody({ statement }: NodeContext): string {
  const atomic = textAfterWord(statement.text, ["atomic"], true);
  if (atomic === undefined) return `RETURN ${textAfterWord(statement.text, ["return"], true) ?? ""}`;
  return statement.text.slice(statement.text.search(/\bbegin\s+atomic\b/i)).replace(/\s*;?\s*$/, "");
}

function standardQueries(body: Node, context: NodeContext): readonly Query[] {
  if ("ReturnStmt" in body) {
    const val = body.ReturnStmt.returnval;
    return val === undefined ? [] : [context.readQueryNode({ SelectStmt: { targetList: [{ ResTarget: { val } }] } })];
  }
  if ("List" in body) return (body.List.items ?? []).flatMap((item) => standardQueries(item, context));
  const isQuery = ["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"].some((kind) => kind in body);
  return isQuery ? [context.readQueryNode(body)] : [];
}

function oldStyle(baseType: Node | undefined): readonly Parameter[] {
  if (baseType === undefined || !("TypeName" in baseType)) return [];
  const type = readRoutineType(baseType.TypeName);
  return type.meaning === '"ANY"' || type.meaning === '"any"'
    ? []
    : [{ name: undefined, mode: "in", type, default: undefined }];
}
