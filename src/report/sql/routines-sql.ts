import type { Parameter, Routine, Schema } from "../../model/schema.ts";
import { dollarQuoted, type Quote, sqlName } from "./quoting.ts";

/** Routines that tables may call in defaults and checks, and those that need the tables first. */
export function splitRoutines(schema: Schema): {
  readonly early: readonly Routine[];
  readonly late: readonly Routine[];
} {
  const relations = new Set([...schema.tables.keys(), ...schema.views.keys()]);
  const needsTables = (routine: Routine) =>
    hasSqlBody(routine) ||
    routine.kind === "aggregate" ||
    routine.parameters.some(({ type }) => relations.has(type.base)) ||
    relations.has((routine.returns ?? "").replace(/^setof\s+/i, ""));
  const routines = [...schema.routines.values()];
  return { early: routines.filter((each) => !needsTables(each)), late: routines.filter(needsTables) };
}

/** `CREATE FUNCTION`, `CREATE PROCEDURE` or `CREATE AGGREGATE`. */
export function routineSql(routine: Routine, quote: Quote): string {
  if (routine.kind === "aggregate") return aggregateSql(routine, quote);
  const parameters = routine.parameters.filter(({ mode }) => mode !== "table").map((each) => parameterSql(each, quote));
  const traits = [
    `LANGUAGE ${quote(routine.language)}`,
    ...(routine.kind === "procedure" ? [] : functionTraits(routine)),
    ...(routine.security === "definer" ? ["SECURITY DEFINER"] : []),
  ];
  const returns =
    routine.kind === "procedure" || routine.returns === undefined ? "" : `\n    RETURNS ${routine.returns}`;
  const body = hasSqlBody(routine) ? routine.body.trim().replace(/;$/, "") : `AS ${dollarQuoted(routine.body)}`;
  const word = routine.kind.toUpperCase();
  return `CREATE ${word} ${sqlName(routine.name, quote)}(${parameters.join(", ")})${returns}\n    ${traits.join(" ")}\n    ${body};`;
}

function functionTraits({ volatility, strict, parallel }: Routine): string[] {
  return [
    ...(volatility === "volatile" ? [] : [volatility.toUpperCase()]),
    ...(strict ? ["STRICT"] : []),
    ...(parallel === "unsafe" ? [] : [`PARALLEL ${parallel.toUpperCase()}`]),
  ];
}

function parameterSql({ name, mode, type, default: value }: Parameter, quote: Quote): string {
  return [
    mode === "in" || mode === "table" ? "" : `${mode.toUpperCase()} `,
    name === undefined ? "" : `${quote(name)} `,
    type.meaning,
    value === undefined ? "" : ` DEFAULT ${value.text}`,
  ].join("");
}

/** What an aggregate is made of is no part of a `Schema`: a comment keeps its place. */
function aggregateSql({ name, parameters }: Routine, quote: Quote): string {
  const types = parameters.map((each) => parameterSql(each, quote)).join(", ");
  return `-- CREATE AGGREGATE ${sqlName(name, quote)}(${types}): what it is made of is not known here.`.replace(
    /[\r\n]+/g,
    " ",
  );
}

/** A body of the SQL standard, without quotes. */
function hasSqlBody({ language, body }: Routine): boolean {
  return language === "sql" && /^\s*(begin\s+atomic|return)\b/i.test(body);
}
