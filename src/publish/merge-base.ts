export type CommitNode = {
  readonly oid: string;
  readonly parents: { readonly nodes: readonly { readonly oid: string }[] };
};

/**
 * The commit at which a pull request left its base, from all of its own commits: the one parent among theirs that is not one of them.
 * `undefined` where the base was merged in again and there are several, of which only the whole history tells the latest.
 */
export function mergeBaseOf(commits: readonly CommitNode[]): string | undefined {
  const own = new Set(commits.map(({ oid }) => oid));
  const outside = new Set(commits.flatMap(({ parents }) => parents.nodes.map(({ oid }) => oid)));
  const [only, another] = [...outside].filter((oid) => !own.has(oid));
  return another === undefined ? only : undefined;
}
