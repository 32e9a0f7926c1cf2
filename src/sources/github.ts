import type { FileChange, FileText, FoundFile, Side, Source } from "../model/snapshot.ts";
import { UserError } from "../model/user-error.ts";
import { byPath } from "./by-path.ts";
import { byVersion } from "./by-version.ts";
import { linesOfPatch, patchShowsCode } from "./diff-lines.ts";
import { GitHubBlobs, type GitHubFile } from "./github-blobs.ts";
import { type GitHubClient, type GitHubRepository, isNotFound } from "./github-client.ts";
import { readContents } from "./github-contents.ts";
import { readTree } from "./github-trees.ts";
import { mostBytes, type SourceLimits, usualLimits } from "./source-limits.ts";

export type GitHubOptions = {
  readonly octokit: GitHubClient;
  readonly owner: string;
  readonly repository: string;
  /** Of the pull request. */
  readonly number: number;
  /** What is known of the pull request; asked for when absent. */
  readonly pullRequest?: GitHubPullRequest | undefined;
  /** Files as the base branch has them now that another request has read already. */
  readonly known?: ReadonlyMap<string, FoundFile> | undefined;
  readonly limits?: SourceLimits | undefined;
};

/** The part of GitHub's pull request that reading needs. What an ordinary answer does not tell is asked for where it is absent. */
export type GitHubPullRequest = {
  readonly base: { readonly ref: string; readonly sha: string };
  readonly head: {
    readonly ref: string;
    readonly sha: string;
    readonly repo: { readonly name: string; readonly owner: { readonly login: string } } | null;
  };
  readonly changed_files?: number | undefined;
  /** The commit at which head left the base. */
  readonly mergeBase?: string | undefined;
  /** All changed files, with or without the lines that their diff shows. */
  readonly changes?: readonly FileChange[] | undefined;
  /** Names of the latest tags. */
  readonly tags?: readonly string[] | undefined;
};

/** GitHub lists no more changed files of a pull request than this. */
const mostListed = 3_000;
const pageSize = 100;

/** A pull request, read through GitHub's API alone. The base is where head left it. */
export async function openGitHub(options: GitHubOptions): Promise<Source> {
  return new GitHub(options, options.pullRequest ?? (await readPullRequest(options)));
}

async function readPullRequest({ octokit, owner, repository, number }: GitHubOptions): Promise<GitHubPullRequest> {
  const parameters = { owner, repo: repository, pull_number: number };
  try {
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", parameters);
    return data as GitHubPullRequest;
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new UserError(
      `Pull request #${number} of ${owner}/${repository} was not found. Check its number, and that the app may read this repository.`,
    );
  }
}

type Listed = { readonly repository: GitHubRepository; readonly files: ReadonlyMap<string, GitHubFile> };
type Changes = Awaited<ReturnType<Source["changes"]>>;

/** What is assumed of a file's bytes where nothing tells them. */
const usualSize = 20_000;

class GitHub implements Source {
  readonly #options: GitHubOptions;
  readonly #pullRequest: GitHubPullRequest;
  readonly #limits: SourceLimits;
  readonly #blobs = new Map<string, GitHubBlobs>();
  readonly #lists = new Map<Side, Promise<Listed>>();
  #mergeBase: Promise<string> | undefined;
  #changes: Promise<Changes> | undefined;
  #base: string;

  constructor(options: GitHubOptions, pullRequest: GitHubPullRequest) {
    this.#options = options;
    this.#pullRequest = pullRequest;
    this.#limits = options.limits ?? usualLimits;
    this.#base = pullRequest.mergeBase ?? pullRequest.base.sha;
  }

  describe(side: Side): { readonly ref: string; readonly commit: string } {
    const { ref, sha } = this.#pullRequest[side];
    return { ref, commit: side === "base" ? this.#base : sha };
  }

  changes(): Promise<Changes> {
    this.#changes ??= this.#listChanges();
    return this.#changes;
  }

  async #listChanges(): Promise<Changes> {
    const known = this.#pullRequest.changes;
    if (known !== undefined) return { changes: known.toSorted(byChangedPath), truncated: false };
    const most = Math.min(this.#limits.changedFiles, mostListed);
    const files: ListedFile[] = [];
    let page: readonly ListedFile[];
    do {
      page = await this.#listFiles(files.length / pageSize + 1);
      files.push(...page);
    } while (page.length === pageSize && files.length < most);
    const total = Math.max(this.#pullRequest.changed_files ?? 0, files.length);
    const changes = files.flatMap(changeOf).toSorted(byChangedPath);
    const atLimit = page.length === pageSize && this.#pullRequest.changed_files === undefined;
    return { changes: changes.slice(0, most), truncated: total > most || atLimit };
  }

  async list(side: Side): Promise<readonly string[]> {
    return [...(await this.#listed(side)).files.keys()].toSorted(byPath);
  }

  async peek(path: string, repository?: string): Promise<FoundFile> {
    const { octokit, owner, repository: ours, known } = this.#options;
    const limit = mostBytes(path, this.#limits);
    if (repository === undefined) {
      const ref = `heads/${this.#pullRequest.base.ref}`;
      return known?.get(path) ?? readContents(octokit, { owner, name: ours }, { path, ref, limit });
    }
    const [name = "", of = owner] = repository.split("/").toReversed();
    return readContents(octokit, { owner: of, name }, { path, limit });
  }

  async read(side: Side, paths: readonly string[]): Promise<ReadonlyMap<string, FileText>> {
    if (paths.length === 0) return new Map();
    const { repository, files } = await this.#listed(side);
    const blobs = this.#blobsOf(repository);
    const found = paths.flatMap((path) => {
      const file = files.get(path);
      return file === undefined ? [] : [{ path, text: blobs.read(file, mostBytes(path, this.#limits)) }];
    });
    const texts = await Promise.all(found.map(async ({ path, text }) => [path, await text] as const));
    return new Map(texts.flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])));
  }

  /** The latest hundred; whether each is in the base is not asked. */
  async releases(): Promise<readonly string[]> {
    const { octokit, owner, repository: name } = this.#options;
    if (this.#pullRequest.tags !== undefined) return byVersion(this.#pullRequest.tags);
    const answer = (await octokit.graphql(
      `query Tags($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    refs(refPrefix: "refs/tags/", first: 100, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) { nodes { name } }
  }
}`,
      { owner, name },
    )) as {
      readonly repository: { readonly refs: { readonly nodes: readonly { readonly name: string }[] } | null } | null;
    };
    return byVersion(answer.repository?.refs?.nodes.map((node) => node.name) ?? []);
  }

  async #listFiles(page: number): Promise<readonly ListedFile[]> {
    const { octokit, owner, repository, number } = this.#options;
    const parameters = { owner, repo: repository, pull_number: number, per_page: pageSize, page };
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/pulls/{pull_number}/files", parameters);
    return data as readonly ListedFile[];
  }

  #listed(side: Side): Promise<Listed> {
    const known = this.#lists.get(side) ?? this.#listSide(side);
    this.#lists.set(side, known);
    return known;
  }

  async #listSide(side: Side): Promise<Listed> {
    if (side === "head") return this.#listHead();
    const repository = { owner: this.#options.owner, name: this.#options.repository };
    const mergeBase = await this.#findMergeBase();
    const changed = await this.#changes;
    if (changed === undefined || changed.truncated)
      return { repository, files: await readTree(this.#options.octokit, repository, mergeBase) };
    return { repository, files: filesBefore((await this.#listed("head")).files, changed.changes, mergeBase) };
  }

  /** The base repository knows a fork's commits through the pull request; should it ever not, the fork does. */
  async #listHead(): Promise<Listed> {
    const { octokit, owner, repository } = this.#options;
    const ours = { owner, name: repository };
    const { repo, sha } = this.#pullRequest.head;
    try {
      return { repository: ours, files: await readTree(octokit, ours, sha) };
    } catch (error) {
      if (repo === null || !isNotFound(error)) throw error;
      const fork = { owner: repo.owner.login, name: repo.name };
      return { repository: fork, files: await readTree(octokit, fork, sha) };
    }
  }

  #findMergeBase(): Promise<string> {
    this.#mergeBase ??= this.#askMergeBase();
    return this.#mergeBase;
  }

  async #askMergeBase(): Promise<string> {
    const { octokit, owner, repository } = this.#options;
    const { base, head, mergeBase } = this.#pullRequest;
    if (mergeBase !== undefined) return mergeBase;
    const parameters = { owner, repo: repository, basehead: `${base.sha}...${head.sha}`, per_page: 1 };
    try {
      const { data } = await octokit.request("GET /repos/{owner}/{repo}/compare/{basehead}", parameters);
      this.#base = (data as { readonly merge_base_commit: { readonly sha: string } }).merge_base_commit.sha;
      return this.#base;
    } catch (error) {
      if (!isNotFound(error)) throw error;
      throw new UserError(
        `${base.ref} and ${head.ref} have no common ancestor. Rebase the branch of the pull request onto ${base.ref}.`,
      );
    }
  }

  #blobsOf(repository: GitHubRepository): GitHubBlobs {
    const key = `${repository.owner}/${repository.name}`;
    const known = this.#blobs.get(key) ?? new GitHubBlobs(this.#options.octokit, repository);
    this.#blobs.set(key, known);
    return known;
  }
}

/** The files of the base, from those of head and what came to them: half of the listings need no request. */
function filesBefore(
  head: Listed["files"],
  changes: readonly FileChange[],
  commit: string,
): ReadonlyMap<string, GitHubFile> {
  const files = new Map(head);
  for (const { path } of changes) files.delete(path);
  for (const { path, previousPath, status } of changes) {
    const before = previousPath ?? path;
    if (status !== "added") files.set(before, { commit, path: before, size: head.get(path)?.size ?? usualSize });
  }
  return files;
}

function byChangedPath(left: FileChange, right: FileChange): number {
  return byPath(left.path, right.path);
}

/** A changed file as GitHub lists it. `patch` is missing for what is binary or large. */
type ListedFile = {
  readonly filename: string;
  readonly status: string;
  readonly previous_filename?: string | undefined;
  readonly patch?: string | undefined;
  readonly changes?: number;
};

function changeOf(file: ListedFile): FileChange[] {
  const status = statusOf(file.status);
  if (status === undefined) return [];
  const previousPath = status === "renamed" ? file.previous_filename : undefined;
  const signs = status !== "removed" && file.patch !== undefined && patchShowsCode(file.patch);
  const change = { path: file.filename, status, previousPath, diffLines: linesOf(file, status) };
  return [signs ? { ...change, codeSigns: true } : change];
}

function linesOf({ patch, changes }: ListedFile, status: FileChange["status"]): FileChange["diffLines"] {
  if (status === "removed") return [];
  if (patch !== undefined) return linesOfPatch(patch);
  return status === "renamed" && changes === 0 ? [] : undefined;
}

function statusOf(status: string): FileChange["status"] | undefined {
  if (status === "added" || status === "removed" || status === "renamed" || status === "modified") return status;
  if (status === "copied") return "added";
  return status === "changed" ? "modified" : undefined;
}
