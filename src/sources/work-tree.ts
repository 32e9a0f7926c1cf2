import type { FileChange, FileText } from "../model/snapshot.ts";
import { byPath } from "./by-path.ts";
import { diffFileLines } from "./diff-lines.ts";
import { findRenames } from "./find-renames.ts";
import { gitChanges } from "./git-changes.ts";
import { type GitConfig, git } from "./git-command.ts";
import { listTree, readBlobs, type TreeEntry } from "./git-objects.ts";
import { readInside } from "./read-inside.ts";
import { mostBytes, type SourceLimits } from "./source-limits.ts";

/** The working tree of a repository: what is tracked, staged or not, and what is new and not ignored. */
export class WorkTree {
  readonly #dir: string;
  readonly #limits: SourceLimits;
  #listing: Promise<ReadonlyMap<string, TreeEntry | undefined>> | undefined;
  #filters: Promise<GitConfig> | undefined;

  constructor(dir: string, limits: SourceLimits) {
    this.#dir = dir;
    this.#limits = limits;
  }

  async list(): Promise<readonly string[]> {
    return [...(await this.#entries()).keys()].toSorted(byPath);
  }

  async read(paths: readonly string[]): Promise<ReadonlyMap<string, FileText>> {
    const entries = await this.#entries();
    const texts = new Map<string, FileText>();
    const sparse = new Map<string, TreeEntry>();
    for (const path of paths) {
      const entry = entries.get(path);
      if (entry !== undefined) sparse.set(path, entry);
      else if (entries.has(path)) {
        const text = await readInside(this.#dir, path, mostBytes(path, this.#limits));
        if (text !== undefined) texts.set(path, text);
      }
    }
    for (const [path, text] of await readBlobs(this.#dir, sparse, this.#limits)) texts.set(path, text);
    return texts;
  }

  /** What differs from a commit, untracked files included. */
  async changes(base: string): Promise<readonly FileChange[]> {
    const tracked = await gitChanges(this.#dir, { base, head: undefined }, await this.#withoutFilters());
    const known = new Set(tracked.map(({ path }) => path));
    const fresh = (await this.#untracked()).filter((path) => !known.has(path)).slice(0, this.#limits.changedFiles + 1);
    if (fresh.length === 0) return tracked;
    const removed = tracked.filter(({ status }) => status === "removed").map(({ path }) => path);
    const old = removed.length === 0 ? new Map<string, FileText>() : await this.#readBase(base, removed);
    const texts = await this.read(fresh);
    const renames = findRenames(old, texts);
    const gone = new Set(renames.values());
    const added = fresh.map((path): FileChange => {
      const previousPath = renames.get(path);
      const before = previousPath === undefined ? undefined : old.get(previousPath);
      const status = previousPath === undefined ? "added" : "renamed";
      return { path, status, previousPath, diffLines: diffFileLines(before, texts.get(path)) };
    });
    return [...tracked.filter(({ path, status }) => status !== "removed" || !gone.has(path)), ...added];
  }

  async #readBase(base: string, paths: readonly string[]): Promise<ReadonlyMap<string, FileText>> {
    const tree = await listTree(this.#dir, base);
    const wanted = new Map(paths.flatMap((path) => entryOf(tree, path)));
    return readBlobs(this.#dir, wanted, this.#limits);
  }

  /** Paths with the blob to read instead of the disk: only files outside of a sparse checkout have one. */
  #entries(): Promise<ReadonlyMap<string, TreeEntry | undefined>> {
    this.#listing ??= this.#listFiles();
    return this.#listing;
  }

  async #listFiles(): Promise<ReadonlyMap<string, TreeEntry | undefined>> {
    const [tracked, deleted, untracked] = await Promise.all([
      git(this.#dir, ["ls-files", "-z", "-t", "--stage"]),
      git(this.#dir, ["ls-files", "-z", "--deleted"]),
      this.#untracked(),
    ]);
    const gone = new Set(deleted.stdout.toString("utf8").split("\0"));
    const entries = new Map<string, TreeEntry | undefined>();
    for (const line of tracked.stdout.toString("utf8").split("\0")) {
      const tab = line.indexOf("\t");
      const [tag, mode = "", oid = ""] = line.slice(0, tab).split(" ");
      const path = line.slice(tab + 1);
      if (tab === -1 || mode === "160000" || (gone.has(path) && tag !== "S")) continue;
      entries.set(path, tag === "S" ? { mode, oid } : undefined);
    }
    for (const path of untracked) entries.set(path, undefined);
    return entries;
  }

  /** A nested repository is listed as a folder, and is no file of this one. */
  async #untracked(): Promise<readonly string[]> {
    const { stdout } = await git(this.#dir, ["ls-files", "-z", "--others", "--exclude-standard"]);
    const paths = stdout.toString("utf8").split("\0");
    return paths.filter((path) => path !== "" && !path.endsWith("/")).toSorted(byPath);
  }

  /** Filters are programs that the repository's configuration names, and comparing the work tree would run them. */
  #withoutFilters(): Promise<GitConfig> {
    this.#filters ??= this.#findFilters();
    return this.#filters;
  }

  async #findFilters(): Promise<GitConfig> {
    const pattern = "^filter\\..*\\.(clean|smudge|process|required)$";
    const { stdout } = await git(this.#dir, ["config", "--null", "--name-only", "--get-regexp", pattern]);
    const names = stdout
      .toString("utf8")
      .split("\0")
      .filter((name) => name !== "");
    return names.map((name) => [name, name.endsWith(".required") ? "false" : ""] as const);
  }
}

function entryOf(tree: ReadonlyMap<string, TreeEntry>, path: string): [string, TreeEntry][] {
  const entry = tree.get(path);
  return entry === undefined ? [] : [[path, entry]];
}
