import type { FileChange, FileText, FoundFile, Side, Source } from "../model/snapshot.ts";
import { UserError } from "../model/user-error.ts";
import { byPath } from "./by-path.ts";
import { byVersion } from "./by-version.ts";
import { gitChanges } from "./git-changes.ts";
import { git } from "./git-command.ts";
import { findEntry, listTree, readBlobs, type TreeEntry } from "./git-objects.ts";
import {
  defaultBase,
  findCommit,
  headName,
  mergeBase,
  type Named,
  noCommits,
  openRepository,
  type Repository,
  resolveCommit,
} from "./git-revisions.ts";
import { elsewhere } from "./out-of-reach.ts";
import { type SourceLimits, usualLimits } from "./source-limits.ts";
import { WorkTree } from "./work-tree.ts";

export type LocalGitOptions = {
  /** Any folder of the repository. */
  readonly dir: string;
  /** The remote's default branch, or main or master, when absent. */
  readonly base?: string | undefined;
  /** What is checked out when absent. */
  readonly head?: string | undefined;
  /** Review the working tree, with what is staged, changed and new, in place of a commit. */
  readonly worktree?: boolean | undefined;
  readonly limits?: SourceLimits | undefined;
};

/** A repository on this machine, read through git without touching its checkout. The base is where head left it. */
export async function openLocalGit(options: LocalGitOptions): Promise<Source> {
  const repository = await openRepository(options.dir);
  if (options.worktree === true && !repository.hasWorkTree) {
    throw new UserError(`${options.dir} is a bare repository and has no working tree. Name a commit with --head.`);
  }
  const limits = options.limits ?? usualLimits;
  const base = await baseOf(repository, options);
  const head = await headOf(repository, options);
  if (options.worktree === true) {
    const from = head === undefined ? base.commit : await mergeBase(repository, base, head);
    const tree = new WorkTree(repository.dir, limits);
    return new LocalGit({ repository, tip: base.commit, base: { ref: base.ref, commit: from }, head: tree, limits });
  }
  if (head === undefined) throw noCommits();
  const from = await mergeBase(repository, base, head);
  return new LocalGit({ repository, tip: base.commit, base: { ref: base.ref, commit: from }, head, limits });
}

async function baseOf(repository: Repository, options: LocalGitOptions): Promise<Named> {
  const ref = options.base ?? (await defaultBase(repository));
  return { ref, commit: await resolveCommit(repository, ref, "--base") };
}

async function headOf(repository: Repository, options: LocalGitOptions): Promise<Named | undefined> {
  if (options.head !== undefined && options.worktree !== true) {
    return { ref: options.head, commit: await resolveCommit(repository, options.head, "--head") };
  }
  const commit = await findCommit(repository, "HEAD");
  return commit === undefined ? undefined : { ref: await headName(repository), commit };
}

type Sides = {
  readonly repository: Repository;
  /** The commit that the base branch has now. */
  readonly tip: string;
  readonly base: Named;
  readonly head: Named | WorkTree;
  readonly limits: SourceLimits;
};

class LocalGit implements Source {
  readonly #repository: Repository;
  readonly #tip: string;
  readonly #base: Named;
  readonly #head: Named | WorkTree;
  readonly #limits: SourceLimits;
  readonly #trees = new Map<string, Promise<ReadonlyMap<string, TreeEntry>>>();

  constructor({ repository, tip, base, head, limits }: Sides) {
    this.#repository = repository;
    this.#tip = tip;
    this.#base = base;
    this.#head = head;
    this.#limits = limits;
  }

  describe(side: Side): { readonly ref: string; readonly commit: string | undefined } {
    const at = this.#at(side);
    return at instanceof WorkTree ? { ref: "working tree", commit: undefined } : at;
  }

  async changes(): Promise<{ readonly changes: readonly FileChange[]; readonly truncated: boolean }> {
    const all =
      this.#head instanceof WorkTree
        ? await this.#head.changes(this.#base.commit)
        : await gitChanges(this.#repository.dir, { base: this.#base.commit, head: this.#head.commit }, []);
    const sorted = all.toSorted((left, right) => byPath(left.path, right.path));
    const most = this.#limits.changedFiles;
    return { changes: sorted.slice(0, most), truncated: sorted.length > most };
  }

  async list(side: Side): Promise<readonly string[]> {
    const at = this.#at(side);
    if (at instanceof WorkTree) return at.list();
    return [...(await this.#tree(at.commit)).keys()].toSorted(byPath);
  }

  async peek(path: string, repository?: string): Promise<FoundFile> {
    if (repository !== undefined) return elsewhere;
    const { dir } = this.#repository;
    const entry = await findEntry(dir, this.#tip, path);
    const texts = entry === undefined ? undefined : await readBlobs(dir, new Map([[path, entry]]), this.#limits);
    return texts?.get(path) ?? { kind: "absent" };
  }

  async read(side: Side, paths: readonly string[]): Promise<ReadonlyMap<string, FileText>> {
    const at = this.#at(side);
    if (at instanceof WorkTree) return at.read(paths);
    const tree = await this.#tree(at.commit);
    const wanted = new Map<string, TreeEntry>();
    for (const path of paths) {
      const entry = tree.get(path);
      if (entry !== undefined) wanted.set(path, entry);
    }
    return readBlobs(this.#repository.dir, wanted, this.#limits);
  }

  /** A shallow clone has none, or not all. */
  async releases(): Promise<readonly string[]> {
    const { code, stdout } = await git(this.#repository.dir, ["tag", "--merged", this.#tip]);
    return code === 0 ? byVersion(stdout.toString("utf8").split("\n")) : [];
  }

  #at(side: Side): Named | WorkTree {
    return side === "base" ? this.#base : this.#head;
  }

  #tree(commit: string): Promise<ReadonlyMap<string, TreeEntry>> {
    const known = this.#trees.get(commit) ?? listTree(this.#repository.dir, commit);
    this.#trees.set(commit, known);
    return known;
  }
}
