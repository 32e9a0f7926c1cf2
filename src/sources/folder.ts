import { lstat, open, readdir, readlink, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { FileChange, FileText, FoundFile, Side, Source } from "../model/snapshot.ts";
import { UserError } from "../model/user-error.ts";
import { byPath } from "./by-path.ts";
import { diffFileLines, linesShowCode } from "./diff-lines.ts";
import { findRenames } from "./find-renames.ts";
import { elsewhere } from "./out-of-reach.ts";
import { readInside } from "./read-inside.ts";
import { mostBytes, type SourceLimits, usualLimits } from "./source-limits.ts";

type FolderOptions = {
  /** The folder as it was. */
  readonly base: string;
  /** The folder as it is to be. */
  readonly head: string;
  readonly limits?: SourceLimits | undefined;
};

/** Two folders that hold the two sides, without any version control. What git never tracks, `.git`, is no part of them, nor is `node_modules`. */
export async function openFolder(options: FolderOptions): Promise<Source> {
  const [base, head] = await Promise.all([openRoot(options.base), openRoot(options.head)]);
  return new Folders({ base, head }, options.limits ?? usualLimits);
}

async function openRoot(dir: string): Promise<string> {
  const found = await stat(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  });
  if (found?.isDirectory() !== true) throw new UserError(`There is no folder ${dir}. Name an existing one.`);
  return realpath(dir);
}

class Folders implements Source {
  readonly #roots: Readonly<Record<Side, string>>;
  readonly #limits: SourceLimits;
  readonly #lists = new Map<Side, Promise<readonly string[]>>();

  constructor(roots: Readonly<Record<Side, string>>, limits: SourceLimits) {
    this.#roots = roots;
    this.#limits = limits;
  }

  describe(side: Side): { readonly ref: string; readonly commit: undefined } {
    return { ref: this.#roots[side], commit: undefined };
  }

  list(side: Side): Promise<readonly string[]> {
    const known = this.#lists.get(side) ?? listFiles(this.#roots[side]).then((paths) => paths.toSorted(byPath));
    this.#lists.set(side, known);
    return known;
  }

  async read(side: Side, paths: readonly string[]): Promise<ReadonlyMap<string, FileText>> {
    const texts = new Map<string, FileText>();
    for (const path of paths) {
      const text = await readInside(this.#roots[side], path, mostBytes(path, this.#limits));
      if (text !== undefined) texts.set(path, text);
    }
    return texts;
  }

  async peek(path: string, repository?: string): Promise<FoundFile> {
    if (repository !== undefined) return elsewhere;
    return (await readInside(this.#roots.base, path, mostBytes(path, this.#limits))) ?? { kind: "absent" };
  }

  async changes(): Promise<{ readonly changes: readonly FileChange[]; readonly truncated: boolean }> {
    const [base, head] = await Promise.all([this.list("base"), this.list("head")]);
    const before = new Set(base);
    const after = new Set(head);
    const modified: string[] = [];
    for (const path of head) if (before.has(path) && (await this.#differs(path))) modified.push(path);
    const added = head.filter((path) => !before.has(path));
    const removed = base.filter((path) => !after.has(path));
    const renames = await this.#renames(removed, added);
    const gone = new Set(renames.values());
    const all: Change[] = [
      ...modified.map((path): Change => ({ path, status: "modified", previousPath: undefined })),
      ...removed
        .filter((path) => !gone.has(path))
        .map((path): Change => ({ path, status: "removed", previousPath: undefined })),
      ...added.map((path): Change => {
        const previousPath = renames.get(path);
        return { path, status: previousPath === undefined ? "added" : "renamed", previousPath };
      }),
    ];
    const most = this.#limits.changedFiles;
    const kept = all.toSorted((left, right) => byPath(left.path, right.path)).slice(0, most);
    return { changes: await this.#withLines(kept), truncated: all.length > most };
  }

  async #differs(path: string): Promise<boolean> {
    const [base, head] = [join(this.#roots.base, path), join(this.#roots.head, path)];
    const [left, right] = await Promise.all([lstat(base), lstat(head)]);
    if (left.isSymbolicLink() !== right.isSymbolicLink() || left.size !== right.size) return true;
    if (left.isSymbolicLink()) return (await readlink(base)) !== (await readlink(head));
    return !(await sameBytes(base, head));
  }

  async #renames(removed: readonly string[], added: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (removed.length === 0 || added.length === 0) return new Map();
    return findRenames(await this.read("base", removed), await this.read("head", added));
  }

  async #withLines(changes: readonly Change[]): Promise<readonly FileChange[]> {
    const lined: FileChange[] = [];
    for (const change of changes) {
      if (change.status === "removed") {
        lined.push({ ...change, diffLines: [] });
        continue;
      }
      const from = change.status === "added" ? undefined : (change.previousPath ?? change.path);
      const old = from === undefined ? undefined : (await this.read("base", [from])).get(from);
      const fresh = (await this.read("head", [change.path])).get(change.path);
      const diffLines = diffFileLines(old, fresh);
      lined.push({ ...change, diffLines, ...(linesShowCode(fresh, diffLines) && { codeSigns: true }) });
    }
    return lined;
  }
}

type Change = Omit<FileChange, "diffLines" | "codeSigns">;

const skipped = new Set([".git", "node_modules"]);

/** Compares two files piece by piece, whatever their size. */
async function sameBytes(left: string, right: string): Promise<boolean> {
  const [one, other] = await Promise.all([open(left), open(right)]);
  try {
    const [mine, theirs] = [Buffer.alloc(65_536), Buffer.alloc(65_536)];
    for (;;) {
      const [read, readToo] = await Promise.all([one.read(mine), other.read(theirs)]);
      if (read.bytesRead !== readToo.bytesRead) return false;
      if (read.bytesRead === 0) return true;
      if (!mine.subarray(0, read.bytesRead).equals(theirs.subarray(0, read.bytesRead))) return false;
    }
  } finally {
    await Promise.all([one.close(), other.close()]);
  }
}

/** Every file below a folder, links listed as themselves. */
async function listFiles(root: string, below = ""): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
    if (skipped.has(entry.name)) continue;
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) paths.push(...(await listFiles(root, path)));
    else if (entry.isFile() || entry.isSymbolicLink()) paths.push(path);
  }
  return paths;
}
