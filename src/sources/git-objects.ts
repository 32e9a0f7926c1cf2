import type { FileText } from "../model/snapshot.ts";
import { UserError } from "../model/user-error.ts";
import { decodeText } from "./decode-text.ts";
import { complaint, git, streamGit } from "./git-command.ts";
import { mostBytes, type SourceLimits } from "./source-limits.ts";

/** One file of a commit. */
export type TreeEntry = { readonly mode: string; readonly oid: string };

const symlinkMode = "120000";
const submoduleMode = "160000";

/** The files of a commit by path; submodules are commits of other repositories and left out. */
export async function listTree(dir: string, commit: string): Promise<ReadonlyMap<string, TreeEntry>> {
  const { code, stdout, stderr } = await git(dir, ["ls-tree", "-r", "-z", "--full-tree", commit]);
  if (code !== 0) throw incomplete(stderr);
  const entries = new Map<string, TreeEntry>();
  for (const line of stdout.toString("utf8").split("\0")) {
    const tab = line.indexOf("\t");
    const [mode = "", , oid = ""] = line.slice(0, tab).split(" ");
    if (tab !== -1 && mode !== submoduleMode) entries.set(line.slice(tab + 1), { mode, oid });
  }
  return entries;
}

/** One file of a commit, without listing the others. */
export async function findEntry(dir: string, commit: string, path: string): Promise<TreeEntry | undefined> {
  const { code, stdout, stderr } = await git(dir, ["ls-tree", "-z", "--full-tree", commit, "--", path]);
  if (code !== 0) throw incomplete(stderr);
  const [mode = "", kind, oid = ""] = stdout.toString("utf8").split("\t", 1)[0]?.split(" ") ?? [];
  return kind === "blob" ? { mode, oid } : undefined;
}

/** Reads blobs through one process. What is too large flows past without being kept. */
export async function readBlobs(
  dir: string,
  wanted: ReadonlyMap<string, TreeEntry>,
  limits: SourceLimits,
): Promise<ReadonlyMap<string, FileText>> {
  const texts = new Map<string, FileText>();
  const queue: string[] = [];
  for (const [path, { mode }] of wanted) {
    if (mode === symlinkMode)
      texts.set(path, { kind: "unreadable", reason: "it is a symbolic link, which is not followed" });
    else queue.push(path);
  }
  if (queue.length === 0) return texts;
  const batch = new BatchReader(
    (index) => mostBytes(queue[index] ?? "", limits),
    (index, text) => texts.set(queue[index] ?? "", text),
  );
  const input = queue.map((path) => `${wanted.get(path)?.oid ?? ""}\n`).join("");
  const { code, stderr } = await streamGit(dir, ["cat-file", "--batch"], (part) => batch.take(part), input);
  if (code !== 0 || batch.answered !== queue.length) throw incomplete(stderr);
  return texts;
}

function incomplete(stderr: string): UserError {
  const words = complaint(stderr);
  return new UserError(
    `Git could not read this repository's objects${words === "" ? "" : ` (${words})`}. If it is a partial clone, fetch the rest with: git fetch --refetch --no-filter`,
  );
}

/** Reads the answers of `git cat-file --batch`: `<oid> <type> <size>`, a line break, the bytes, a line break. */
class BatchReader {
  readonly #limitOf: (index: number) => number;
  readonly #found: (index: number, text: FileText) => void;
  #answered = 0;
  #header = "";
  #size = 0;
  #limit = 0;
  /** Bytes still to come, the final line break included; 0 while a header is being read. */
  #left = 0;
  #kept: Buffer[] = [];

  constructor(limitOf: (index: number) => number, found: (index: number, text: FileText) => void) {
    this.#limitOf = limitOf;
    this.#found = found;
  }

  get answered(): number {
    return this.#answered;
  }

  take(part: Buffer): void {
    let at = 0;
    while (at < part.length) at = this.#left === 0 ? this.#takeHeader(part, at) : this.#takeBytes(part, at);
  }

  #takeHeader(part: Buffer, at: number): number {
    const end = part.indexOf(0x0a, at);
    this.#header += part.toString("latin1", at, end === -1 ? part.length : end);
    if (end === -1) return part.length;
    const size = /^\S+ blob (\d+)$/.exec(this.#header)?.[1];
    this.#header = "";
    if (size === undefined) this.#answer({ kind: "unreadable", reason: "git does not have its contents" });
    else {
      this.#size = Number(size);
      this.#limit = this.#limitOf(this.#answered);
      this.#left = this.#size + 1;
    }
    return end + 1;
  }

  #takeBytes(part: Buffer, at: number): number {
    const end = Math.min(part.length, at + this.#left);
    if (this.#size <= this.#limit) this.#kept.push(part.subarray(at, end));
    this.#left -= end - at;
    if (this.#left > 0) return end;
    const tooLarge = this.#size > this.#limit;
    const bytes = Buffer.concat(this.#kept).subarray(0, this.#size);
    this.#kept = [];
    this.#answer(
      tooLarge ? { kind: "too-large", bytes: this.#size, limit: this.#limit } : decodeText(bytes, this.#limit),
    );
    return end;
  }

  #answer(text: FileText): void {
    this.#found(this.#answered, text);
    this.#answered++;
  }
}
