import type { FileText } from "../model/snapshot.ts";
import { decodeText } from "./decode-text.ts";
import type { GitHubClient, GitHubRepository } from "./github-client.ts";
import type { GitHubEntry } from "./github-trees.ts";

type Wanted = {
  readonly entry: GitHubEntry;
  readonly resolve: (text: FileText) => void;
  readonly reject: (error: unknown) => void;
};
type Blob = {
  readonly byteSize: number;
  readonly isBinary: boolean | null;
  readonly isTruncated: boolean;
  readonly text: string | null;
};

const mostFiles = 50;
/** GitHub gives up on answers much larger than this. */
const mostBytes = 2 * 1024 * 1024;
/** GraphQL cuts texts beyond this size, so they are not asked for there. */
const mostText = 500_000;
const symlinkMode = "120000";

/** Reads blobs in few requests: what is asked for in one turn of the event loop, for either side, goes into the same document. */
export class GitHubBlobs {
  readonly #client: GitHubClient;
  readonly #repository: GitHubRepository;
  readonly #limit: number;
  #waiting: Wanted[] = [];

  constructor(client: GitHubClient, repository: GitHubRepository, limit: number) {
    this.#client = client;
    this.#repository = repository;
    this.#limit = limit;
  }

  async read(entry: GitHubEntry): Promise<FileText> {
    if (entry.mode === symlinkMode)
      return { kind: "unreadable", reason: "it is a symbolic link, which is not followed" };
    if (entry.size > this.#limit) return { kind: "too-large", bytes: entry.size, limit: this.#limit };
    if (entry.size > mostText) return this.#readWhole(entry);
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      this.#waiting.push({ entry, resolve, reject });
    });
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const batch of inBatches(waiting)) {
      this.#readBatch(batch).catch((error: unknown) => {
        for (const { reject } of batch) reject(error);
      });
    }
  }

  async #readBatch(batch: readonly Wanted[]): Promise<void> {
    const parameters = batch.map((_, index) => `$o${index}: GitObjectID!`);
    const fields = batch.map((_, index) => `f${index}: object(oid: $o${index}) { ...Text }`);
    const document = `query Texts($owner: String!, $name: String!, ${parameters.join(", ")}) {
  repository(owner: $owner, name: $name) { ${fields.join(" ")} }
}
fragment Text on Blob { byteSize isBinary isTruncated text }`;
    const oids = Object.fromEntries(batch.map(({ entry }, index) => [`o${index}`, entry.oid]));
    const answer = (await this.#client.graphql(document, { ...this.#repository, ...oids })) as {
      readonly repository: Readonly<Record<string, Blob | null>> | null;
    };
    const settled = batch.map(async ({ entry, resolve }, index) => {
      const blob = answer.repository?.[`f${index}`];
      resolve(asWritten(blob) ? decodeText(Buffer.from(blob.text), this.#limit) : await this.#readWhole(entry));
    });
    await Promise.all(settled);
  }

  /** The bytes themselves: for what is large, in another encoding, or unknown to the other interface. */
  async #readWhole({ oid }: GitHubEntry): Promise<FileText> {
    const { owner, name } = this.#repository;
    const parameters = { owner, repo: name, file_sha: oid };
    const { data } = await this.#client.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", parameters);
    return decodeText(Buffer.from((data as { readonly content: string }).content, "base64"), this.#limit);
  }
}

/** Whether the text is the file's bytes, and not what was left of them. */
function asWritten(blob: Blob | null | undefined): blob is Blob & { readonly text: string } {
  if (blob?.text == null || blob.isTruncated || blob.isBinary === true) return false;
  return Buffer.byteLength(blob.text) === blob.byteSize;
}

function inBatches(waiting: readonly Wanted[]): readonly (readonly Wanted[])[] {
  const batches: Wanted[][] = [];
  let bytes = 0;
  for (const wanted of waiting) {
    const last = batches.at(-1);
    bytes += wanted.entry.size;
    if (last === undefined || last.length >= mostFiles || bytes > mostBytes) {
      batches.push([wanted]);
      bytes = wanted.entry.size;
    } else last.push(wanted);
  }
  return batches;
}
