import type { GitHubClient, GitHubRepository } from "./github-client.ts";

/** A file of a commit; `size` in bytes. */
type GitHubEntry = { readonly oid: string; readonly mode: string; readonly size: number };

type Answer = {
  readonly truncated: boolean;
  readonly tree: readonly {
    readonly path: string;
    readonly mode: string;
    readonly type: string;
    readonly sha: string;
    readonly size?: number;
  }[];
};

/** The files of a commit by path. A tree too big for one answer is walked folder by folder. Submodules are left out. */
export async function readTree(
  client: GitHubClient,
  repository: GitHubRepository,
  commit: string,
): Promise<ReadonlyMap<string, GitHubEntry>> {
  const files = new Map<string, GitHubEntry>();
  await walk(client, repository, commit, "", files);
  return files;
}

async function walk(
  client: GitHubClient,
  repository: GitHubRepository,
  tree: string,
  below: string,
  files: Map<string, GitHubEntry>,
): Promise<void> {
  const whole = await request(client, repository, tree, true);
  if (!whole.truncated) {
    keep(whole, below, files);
    return;
  }
  const level = await request(client, repository, tree, false);
  keep(level, below, files);
  for (const { type, path, sha } of level.tree) {
    if (type === "tree") await walk(client, repository, sha, `${below}${path}/`, files);
  }
}

async function request(
  client: GitHubClient,
  { owner, name }: GitHubRepository,
  tree: string,
  recursive: boolean,
): Promise<Answer> {
  const { data } = await client.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
    owner,
    repo: name,
    tree_sha: tree,
    ...(recursive ? { recursive: "1" } : {}),
  });
  return data as Answer;
}

function keep({ tree }: Answer, below: string, files: Map<string, GitHubEntry>): void {
  for (const { type, path, mode, sha, size } of tree) {
    if (type === "blob") files.set(below + path, { oid: sha, mode, size: size ?? 0 });
  }
}
