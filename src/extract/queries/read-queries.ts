import type { CodeQuery } from "../../model/declaration.ts";
import { type Call, type CodeNode, childrenOf, field, type LanguageName, type ParsedFile } from "../code/syntax.ts";
import { isComposed } from "./composed.ts";

/** How a language's libraries are called when they are given SQL: names of functions and methods, and how many arguments may come before it. */
type Doors = { readonly names: ReadonlySet<string>; readonly before: number };

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const doors: Readonly<Record<LanguageName, Doors>> = {
  script: {
    names: words(
      `query execute raw prepare unsafe sql SQL exec run get all each one oneOrNone many manyOrNone any none queryRaw executeRaw
      $queryRaw $executeRaw $queryRawUnsafe $executeRawUnsafe queryOne queryAll fetch selectRaw whereRaw`,
    ),
    before: 0,
  },
  python: {
    names: words(
      `text execute executemany execute_async fetch fetchrow fetchval fetch_all fetch_one fetch_val raw read_sql read_sql_query query
      exec_driver_sql mogrify scalar scalars iterate`,
    ),
    before: 0,
  },
  java: {
    names: words(
      `query queryForObject queryForList queryForMap queryForRowSet queryForStream update batchUpdate execute executeQuery executeUpdate
      prepareStatement prepareCall createNativeQuery sql createQuery createUpdate Query Select Insert Update Delete SqlQuery SqlUpdate`,
    ),
    before: 0,
  },
  go: {
    names: words(
      `Query QueryContext QueryRow QueryRowContext Exec ExecContext Prepare PrepareContext MustExec Queryx QueryxContext QueryRowx Raw
      Get GetContext Select SelectContext NamedExec NamedExecContext NamedQuery NamedQueryContext SendBatch Queue`,
    ),
    before: 2,
  },
};

/** Opens as a statement that reads or writes rows. */
const opening = /^\s*(?:--[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*(?:select|insert|update|delete|with|merge|replace)\b/i;

/** The SQL texts that a file hands to its database, as far as they are written out in it. Whether each is SQL, its dialect's reader tells. */
export function readCodeQueries(file: ParsedFile): readonly CodeQuery[] {
  const { names, before } = doors[file.language];
  return file.calls.flatMap((call) => {
    if (!names.has(call.name) || isObjectQuery(call, file)) return [];
    for (const { node } of candidates(call, before)) {
      const holder = textHolder(node);
      const text = file.textOf(holder);
      if (text !== undefined && opening.test(text.text) && !isComposed(text))
        return [{ sql: text.text, at: file.at(holder) }];
    }
    return [];
  });
}

/** Where the text may stand; annotations name it. */
function candidates({ arguments: given }: Call, before: number): Call["arguments"] {
  const named = given.filter(
    ({ name }) => name === "value" || name === "sql" || name === "query" || name === "statement",
  );
  return [...given.filter(({ name }) => name === undefined).slice(0, before + 1), ...named];
}

/** `{ text: "SELECT …", values }`, as some clients take a query. */
function textHolder(node: CodeNode): CodeNode {
  if (!node.is("object")) return node;
  const pairs = childrenOf(node).filter((child) => child.is("pair"));
  const pair = pairs.find((each) => /^["']?(?:text|sql|query)["']?$/.test(field(each, "key")?.text() ?? ""));
  return (pair && field(pair, "value")) ?? node;
}

/** JPQL speaks of classes, not of tables. */
function isObjectQuery({ name, arguments: given }: Call, { language }: ParsedFile): boolean {
  if (language !== "java") return false;
  if (name === "Query") return !given.some((each) => each.name === "nativeQuery" && each.node.text() === "true");
  return name === "createQuery";
}
