import type { Expression } from "../../model/expression.ts";
import type { Query, Schema, View } from "../../model/schema.ts";
import type { SqlReader } from "../../model/sql-reader.ts";
import { followRenames } from "./follow-renames.ts";

/** What of a reader it takes to tell whether a text still says what it means. */
export type TextReader = Pick<SqlReader, "quoteName" | "readExpression" | "readQuery">;

/**
 * The schema with every text as it has to be written today: an expression or a view keeps the words of the migration that
 * made it, also when what they name was renamed or found through a search path since.
 */
export function settleTexts(schema: Schema, reader: TextReader): Schema {
  const settled = <Value>(map: ReadonlyMap<string, Value>) =>
    new Map([...map].map(([key, value]) => [key, settle(value, reader) as Value]));
  const views = [...schema.views].map(([key, view]): [string, View] => [key, settleView(view, reader)]);
  return {
    ...schema,
    tables: settled(schema.tables),
    types: settled(schema.types),
    routines: settled(schema.routines),
    views: new Map(views),
  };
}

function settle(value: unknown, reader: TextReader): unknown {
  if (Array.isArray(value)) return value.map((item) => settle(item, reader));
  if (typeof value !== "object" || value === null) return value;
  if (isExpression(value)) return settleExpression(value, reader);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, settle(member, reader)]));
}

function isExpression(value: object): value is Expression {
  return "text" in value && "meaning" in value && !("base" in value);
}

function settleExpression(expression: Expression, reader: TextReader): Expression {
  const read = reader.readExpression(expression.text);
  return read?.meaning === expression.meaning ? expression : { ...expression, text: expression.meaning };
}

function settleView(view: View, reader: TextReader): View {
  const written = queryIn(view.definition, reader);
  if (written === undefined) return view;
  // A recursive view names itself, which its meaning leaves out.
  if (written.tables.some(({ table }) => table.name === view.name.name)) return { ...view, query: written };
  if (namesIn(written) === namesIn(view.query)) return view;
  const definition = followRenames(view.definition, written, view.query, (name) => reader.quoteName(name));
  const query = definition === undefined ? undefined : queryIn(definition, reader);
  if (definition === undefined || query === undefined || namesIn(query) !== namesIn(view.query)) {
    return {
      ...view,
      definition: `-- As it was written: what it names was renamed or moved since.\n${view.definition}`,
    };
  }
  return { ...view, definition, query };
}

function namesIn({ tables, columns }: Query): string {
  return JSON.stringify([tables, columns.map(({ column }) => column)]);
}

function queryIn(text: string, reader: TextReader): Query | undefined {
  const { queries, diagnostics } = reader.readQuery({ path: "", text, transactional: false });
  return diagnostics.length === 0 && queries.length === 1 ? queries[0] : undefined;
}
