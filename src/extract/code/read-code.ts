import type { CodeReading } from "../../model/declaration.ts";
import { readPrisma } from "../models/prisma/read-prisma.ts";

/** A file of code, as one side has it. */
export type CodeFile = { readonly path: string; readonly text: string };

/** Reads files of code: the tables they declare, the queries they run, the routes they serve. Grammars are loaded where a file asks for one. */
export async function readCode(files: readonly CodeFile[]): Promise<readonly CodeReading[]> {
  const readings: CodeReading[] = [];
  for (const file of files) {
    const reading = await readFile(file);
    if (reading !== undefined) readings.push(reading);
  }
  return readings;
}

async function readFile({ path, text }: CodeFile): Promise<CodeReading | undefined> {
  const nothing = { path, declarations: [], queries: [], routes: [], diagnostics: [] };
  if (path.endsWith(".prisma")) {
    const { declarations, diagnostics } = readPrisma(path, text);
    return { ...nothing, declarations: [declarations], diagnostics };
  }
  return undefined;
}
