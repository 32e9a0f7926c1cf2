import type { FileText } from "../model/snapshot.ts";
import { decodeText } from "./decode-text.ts";
import type { GitHubClient, GitHubRepository } from "./github-client.ts";

/** A text of a repository: by its object where a listing named it, or by its path in a commit. `size` in bytes; a guess where `commit` is given. */
export type GitHubFile =
  | { readonly oid: string; readonly mode: string; readonly size: number }
  | { readonly commit: string; readonly path: string; readonly size: number };

type Wanted = {
  readonly file: GitHubFile;
  /** In bytes. */
  readonly limit: number;
  readonly resolve: (text: FileText | undefined) => void;
  readonly reject: (error: unknown) => void;
};
type Blob = {
  readonly oid: string;
  readonly byteSize: number;
  readonly isBinary: boolean | null;
  readonly isTruncated: boolean;
  readonly text: string | null;
};
/** `mode` as a number. Without a `byteSize` it is no file. */
type Entry = { readonly mode: number; readonly object: Partial<Blob> | null };
type Commit = Readonly<Record<string, Entry | null>>;

const mostFiles = 150;
/** GitHub gives up on answers much larger than this. */
const mostBytes = 2 * 1024 * 1024;
/** GraphQL cuts texts beyond this size, so they are not asked for there. */
const mostText = 500_000;
const symlinkMode = 0o120000;
const link: FileText = { kind: "unreadable", reason: "it is a symbolic link, which is not followed" };

/** Reads texts in few requests: what is asked for in one turn of the event loop, for either side, goes into the same document. */
export class GitHubBlobs {
  readonly #client: GitHubClient;
  readonly #repository: GitHubRepository;
  #waiting: Wanted[] = [];

  constructor(client: GitHubClient, repository: GitHubRepository) {
    this.#client = client;
    this.#repository = repository;
  }

  /** `undefined` for a path of a commit at which no file is. `limit` in bytes. */
  async read(file: GitHubFile, limit: number): Promise<FileText | undefined> {
    if ("oid" in file) {
      if (Number.parseInt(file.mode, 8) === symlinkMode) return link;
      if (file.size > limit) return { kind: "too-large", bytes: file.size, limit };
      if (file.size > mostText) return this.#readWhole(file.oid, limit);
    }
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      this.#waiting.push({ file, limit, resolve, reject });
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
    const { document, variables, find } = questionOf(batch.map(({ file }) => file));
    const answer = (await this.#client.graphql(document, { ...this.#repository, ...variables })) as {
      readonly repository: Readonly<Record<string, Blob | Commit | null>> | null;
    };
    const texts = new Map<string, Promise<FileText | undefined>>();
    const settled = batch.map(async ({ file, limit, resolve }) => {
      const found = find(file, answer.repository ?? {});
      const oid = "oid" in file ? file.oid : found?.object?.oid;
      if (found !== undefined && found.mode === symlinkMode) return resolve(link);
      if (oid === undefined) return resolve(undefined);
      const key = `${oid} ${limit}`;
      const text = texts.get(key) ?? this.#textOf(oid, limit, found?.object ?? undefined);
      texts.set(key, text);
      resolve(await text);
    });
    await Promise.all(settled);
  }

  async #textOf(oid: string, limit: number, blob: Partial<Blob> | undefined): Promise<FileText | undefined> {
    if (asWritten(blob)) return decodeText(Buffer.from(blob.text), limit);
    if (blob?.byteSize !== undefined && blob.byteSize > limit)
      return { kind: "too-large", bytes: blob.byteSize, limit };
    return blob !== undefined && blob.byteSize === undefined ? undefined : this.#readWhole(oid, limit);
  }

  /** The bytes themselves: for what is large, in another encoding, or unknown to the other interface. */
  async #readWhole(oid: string, limit: number): Promise<FileText> {
    const { owner, name } = this.#repository;
    const parameters = { owner, repo: name, file_sha: oid };
    const { data } = await this.#client.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", parameters);
    return decodeText(Buffer.from((data as { readonly content: string }).content, "base64"), limit);
  }
}

type Repository = Readonly<Record<string, Blob | Commit | null>>;
type Question = {
  readonly document: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly find: (file: GitHubFile, repository: Repository) => Entry | undefined;
};

/** The document that asks for some files, each object and each path once. All paths are of one commit. */
function questionOf(files: readonly GitHubFile[]): Question {
  const oids = [...new Set(files.flatMap((file) => ("oid" in file ? [file.oid] : [])))];
  const paths = [...new Set(files.flatMap((file) => ("commit" in file ? [file.path] : [])))];
  const commit = files.flatMap((file) => ("commit" in file ? [file.commit] : []))[0];
  const parameters = [
    ...oids.map((_, index) => `$o${index}: GitObjectID!`),
    ...(commit === undefined ? [] : ["$commit: GitObjectID!"]),
    ...paths.map((_, index) => `$p${index}: String!`),
  ];
  const byPath = paths.map((_, index) => `p${index}: file(path: $p${index}) { mode object { ...Text } }`).join(" ");
  const fields = [
    ...oids.map((_, index) => `f${index}: object(oid: $o${index}) { ...Text }`),
    ...(commit === undefined ? [] : [`commit: object(oid: $commit) { ... on Commit { ${byPath} } }`]),
  ];
  const document = `query Texts($owner: String!, $name: String!, ${parameters.join(", ")}) {
  repository(owner: $owner, name: $name) { ${fields.join(" ")} }
}
fragment Text on Blob { oid byteSize isBinary isTruncated text }`;
  const variables = Object.fromEntries([
    ...oids.map((oid, index) => [`o${index}`, oid]),
    ...(commit === undefined ? [] : [["commit", commit]]),
    ...paths.map((path, index) => [`p${index}`, path]),
  ]);
  const places = new Map([
    ...oids.map((oid, index) => [oid, `f${index}`] as const),
    ...paths.map((path, index) => [path, `p${index}`] as const),
  ]);
  const find: Question["find"] = (file, repository) => {
    if ("commit" in file) return (repository.commit as Commit | null)?.[places.get(file.path) ?? ""] ?? undefined;
    const object = repository[places.get(file.oid) ?? ""] as Blob | null | undefined;
    return { mode: Number.parseInt(file.mode, 8), object: object ?? null };
  };
  return { document, variables, find };
}

/** Whether the text is the file's bytes, and not what was left of them. */
function asWritten(blob: Partial<Blob> | undefined): blob is Blob & { readonly text: string } {
  if (blob?.text == null || blob.isTruncated === true || blob.isBinary === true) return false;
  return Buffer.byteLength(blob.text) === blob.byteSize;
}

function inBatches(waiting: readonly Wanted[]): readonly (readonly Wanted[])[] {
  const batches: Wanted[][] = [];
  let bytes = 0;
  for (const wanted of waiting) {
    const last = batches.at(-1);
    bytes += wanted.file.size;
    if (last === undefined || last.length >= mostFiles || bytes > mostBytes) {
      batches.push([wanted]);
      bytes = wanted.file.size;
    } else last.push(wanted);
  }
  return batches;
}
