import { lstat, readFile, realpath } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import type { FileText } from "../model/snapshot.ts";
import { decodeText } from "./decode-text.ts";

/** Reads a file of a folder without ever leaving it: links are not followed. `undefined` where there is no such file. */
export async function readInside(root: string, path: string, limit: number): Promise<FileText | undefined> {
  const file = join(root, path);
  const stat = await lstat(file).catch(ignoreMissing);
  if (stat === undefined || stat.isDirectory()) return undefined;
  if (stat.isSymbolicLink()) return { kind: "unreadable", reason: "it is a symbolic link, which is not followed" };
  if (!stat.isFile()) return { kind: "unreadable", reason: "it is no ordinary file" };
  if (!(await liesInside(root, dirname(file))))
    return { kind: "unreadable", reason: "it lies outside of the folder under review" };
  if (stat.size > limit) return { kind: "too-large", bytes: stat.size, limit };
  return decodeText(await readFile(file), limit);
}

async function liesInside(root: string, folder: string): Promise<boolean> {
  const [top, real] = await Promise.all([realpath(root), realpath(folder)]);
  return real === top || real.startsWith(top.endsWith(sep) ? top : top + sep);
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
  throw error;
}
