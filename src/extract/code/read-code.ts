import type { CodeReading } from "../../model/declaration.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { LineIndex } from "../../text/line-index.ts";
import { orms } from "../models/orms.ts";
import { readPrisma } from "../models/prisma/read-prisma.ts";
import { readCodeQueries } from "../queries/read-queries.ts";
import { frameworks } from "../routes/frameworks.ts";
import { languageOf, parseCode } from "./parse-code.ts";
import type { LanguageName } from "./syntax.ts";

/** A file of code, as one side has it. */
export type CodeFile = { readonly path: string; readonly text: string };

/** Words of SQL that no query goes without; files without any are not parsed for queries. */
const querySign =
  /\b(?:select\b[\s\S]{1,4000}?\bfrom|insert\s+into|update\s+\S+\s+set|delete\s+from|merge\s+into|replace\s+into)\b/i;

/** Reads files of code: the tables they declare, the queries they run, the routes they serve. Grammars are loaded where a file asks for one. */
export async function readCode(files: readonly CodeFile[]): Promise<readonly CodeReading[]> {
  const readings: CodeReading[] = [];
  for (const file of files) {
    const reading = await readFile(file);
    if (reading !== undefined) readings.push(reading);
  }
  return readings;
}

async function readFile(file: CodeFile): Promise<CodeReading | undefined> {
  const { path, text } = file;
  const nothing = { path, declarations: [], queries: [], routes: [], diagnostics: [] };
  if (path.endsWith(".prisma")) {
    const { declarations, diagnostics } = readPrisma(path, text);
    return { ...nothing, declarations: [declarations], diagnostics };
  }
  if (path.endsWith(".sql")) return { ...nothing, queries: [wholeFile(file)] };
  const language = languageOf(path);
  return language === undefined ? undefined : readHosted(file, language);
}

async function readHosted({ path, text }: CodeFile, language: LanguageName): Promise<CodeReading | undefined> {
  const models = orms.filter((orm) => orm.language === language && orm.sign.test(text));
  const routers = frameworks.filter((one) => one.language === language && one.sign.test(text));
  const mayQuery = querySign.test(text);
  if (models.length === 0 && routers.length === 0 && !mayQuery) return undefined;
  try {
    const file = await parseCode(path, text);
    if (file === undefined) return undefined;
    return {
      path,
      declarations: models.map((orm) => orm.read(file)),
      queries: mayQuery ? readCodeQueries(file) : [],
      routes: routers.flatMap((one) => one.read(file)),
      diagnostics: [],
    };
  } catch (error) {
    return { path, declarations: [], queries: [], routes: [], diagnostics: [unread(path, error)] };
  }
}

/** A file of queries, statement by statement; what is no query, the dialect's reader tells. */
function wholeFile({ path, text }: CodeFile): CodeReading["queries"][number] {
  return { sql: text, at: new LineIndex(path, text).location(0, text.length) };
}

function unread(path: string, error: unknown): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    kind: "unread-file",
    at: new LineIndex(path, "").location(0, 0),
    message: `Its models, queries and routes could not be read: ${reason.replace(/\s+/g, " ").slice(0, 200)}.`,
  };
}
