import type { FoundFile } from "../model/snapshot.ts";
import { decodeText } from "./decode-text.ts";
import { type GitHubClient, type GitHubRepository, isNotFound } from "./github-client.ts";

/** What is read of a repository: `ref` is a branch or commit, the default branch when absent; `limit` is in bytes. */
type Asked = { readonly path: string; readonly ref?: string; readonly limit: number };

/** Bytes beyond which GitHub answers here without the text. */
const mostContent = 1024 * 1024;

/** Reads one file in one request. What lies in a repository that the app may not read looks absent, as GitHub shows it. */
export async function readContents(
  client: GitHubClient,
  { owner, name }: GitHubRepository,
  { path, ref, limit }: Asked,
): Promise<FoundFile> {
  const parameters = { owner, repo: name, path, ...(ref === undefined ? {} : { ref }) };
  try {
    const { data } = await client.request("GET /repos/{owner}/{repo}/contents/{path}", parameters);
    const { type, encoding, content, size } = data as Contents;
    if (type !== "file") return { kind: "absent" };
    if (encoding !== "base64" || content === undefined)
      return { kind: "too-large", bytes: size ?? mostContent, limit: mostContent };
    return decodeText(Buffer.from(content, "base64"), limit);
  } catch (error) {
    if (isNotFound(error)) return { kind: "absent" };
    throw error;
  }
}

/** A folder is answered with a list, which has no `type`. */
type Contents = {
  readonly type?: string;
  readonly encoding?: string;
  readonly content?: string;
  readonly size?: number;
};
