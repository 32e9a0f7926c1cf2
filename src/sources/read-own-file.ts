import { readFile, stat } from "node:fs/promises";
import type { FileText } from "../model/snapshot.ts";
import { UserError } from "../model/user-error.ts";
import { decodeText } from "./decode-text.ts";
import { mostBytes, usualLimits } from "./source-limits.ts";

/** Reads a file that the user names, wherever it lies. */
export async function readOwnFile(file: string): Promise<FileText> {
  try {
    const { size } = await stat(file);
    const limit = mostBytes(file, usualLimits);
    if (size > limit) return { kind: "too-large", bytes: size, limit };
    return decodeText(await readFile(file), limit);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new UserError(`The file ${file} cannot be read (${reasons[code] ?? code}).`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "it does not exist",
  ENOTDIR: "part of its path is a file",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
};
