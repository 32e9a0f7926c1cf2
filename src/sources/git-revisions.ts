import { resolve } from "node:path";
import { UserError } from "../model/user-error.ts";
import { complaint, git } from "./git-command.ts";

export type Repository = {
  /** The top of the work tree, or the repository itself where it is bare. */
  readonly dir: string;
  readonly hasWorkTree: boolean;
  readonly shallow: boolean;
};

/** Finds the repository that a folder lies in. */
export async function openRepository(dir: string): Promise<Repository> {
  const flags = ["--is-shallow-repository", "--is-inside-work-tree"];
  const { code, stdout, stderr } = await git(dir, ["rev-parse", ...flags]);
  if (code !== 0) throw notRepository(dir, stderr);
  const [shallow, inside] = stdout.toString("utf8").split("\n");
  if (inside !== "true") return { dir: resolve(dir), hasWorkTree: false, shallow: shallow === "true" };
  const top = await git(dir, ["rev-parse", "--show-toplevel"]);
  return { dir: top.stdout.toString("utf8").replace(/\n$/, ""), hasWorkTree: true, shallow: shallow === "true" };
}

function notRepository(dir: string, stderr: string): UserError {
  if (/cannot change to/.test(stderr))
    return new UserError(`There is no folder ${dir}. Name an existing one with --repo.`);
  if (/dubious ownership/.test(stderr)) {
    return new UserError(
      `Git refuses to read ${dir} because another user owns it. Allow it with: git config --global --add safe.directory ${resolve(dir)}`,
    );
  }
  if (/not a git repository/.test(stderr)) {
    return new UserError(`${dir} is not in a git repository. Run this in a clone, or name one with --repo.`);
  }
  return new UserError(`Git could not open ${dir}: ${complaint(stderr)}.`);
}

/** The commit that a name stands for; a branch that only the remote has is found there too. */
export async function resolveCommit(repository: Repository, ref: string, option: string): Promise<string> {
  for (const name of [ref, `origin/${ref}`]) {
    const commit = await findCommit(repository, name);
    if (commit !== undefined) return commit;
  }
  if (ref === "HEAD") throw noCommits();
  const fetch = repository.shallow
    ? "This clone is shallow: fetch the rest with: git fetch --unshallow"
    : `Fetch it first`;
  throw new UserError(`There is no commit called ${ref} here. ${fetch}, or name another with ${option}.`);
}

/** The commit that is checked out; `undefined` before the first one. */
export async function findCommit(repository: Repository, ref: string): Promise<string | undefined> {
  // A name that begins with a dash would be taken for an option; no ref can be called so.
  if (ref.startsWith("-") || ref === "") return undefined;
  const { code, stdout } = await git(repository.dir, ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
  return code === 0 ? stdout.toString("utf8").trim() : undefined;
}

/** What pull requests usually go to: the remote's default branch, else one of the usual names. */
export async function defaultBase(repository: Repository): Promise<string> {
  const remote = await git(repository.dir, ["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"]);
  const candidates = [remote.stdout.toString("utf8").trim(), "origin/main", "origin/master", "main", "master", "trunk"];
  for (const name of candidates) {
    if (name !== "" && (await findCommit(repository, name)) !== undefined) return name;
  }
  if ((await findCommit(repository, "HEAD")) === undefined) throw noCommits();
  throw new UserError("This repository has no main or master branch. Say what to compare with: --base <ref>.");
}

export function noCommits(): UserError {
  return new UserError("This repository has no commit yet, so there is nothing to read. Commit something first.");
}

/** Where head left base: what a pull request is compared with. */
export async function mergeBase(repository: Repository, base: Named, head: Named): Promise<string> {
  const { code, stdout, stderr } = await git(repository.dir, ["merge-base", base.commit, head.commit]);
  if (code === 0) return stdout.toString("utf8").split("\n")[0] ?? "";
  if (code !== 1) throw new UserError(`Git could not compare ${base.ref} with ${head.ref}: ${complaint(stderr)}.`);
  const remedy = repository.shallow
    ? "This clone is shallow: fetch the rest with: git fetch --unshallow (in GitHub Actions: fetch-depth: 0)."
    : "Name two branches of one history with --base and --head.";
  throw new UserError(`${base.ref} and ${head.ref} have no common ancestor here. ${remedy}`);
}

/** A commit and what a person calls it. */
export type Named = { readonly ref: string; readonly commit: string };

/** The checked-out branch, or the commit's short name when none is. */
export async function headName(repository: Repository): Promise<string> {
  const { code, stdout } = await git(repository.dir, ["symbolic-ref", "--quiet", "--short", "HEAD"]);
  return code === 0 ? stdout.toString("utf8").trim() : "HEAD";
}
