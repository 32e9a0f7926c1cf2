import type { FileChange, LineRange } from "../model/snapshot.ts";
import { UserError } from "../model/user-error.ts";
import { showsCodeSign } from "../text/code-signs.ts";
import { complaint, type GitConfig, git, streamGit } from "./git-command.ts";

/** What is compared: two commits, or a commit and the work tree. */
type Comparands = { readonly base: string; readonly head: string | undefined };

type RawChange = Omit<FileChange, "diffLines" | "codeSigns"> & { readonly sections: number };

/** Renames are looked for among this many files, as GitHub does; beyond, they are removals and additions. */
const renames = ["-M", "-l3000"];
const plain = [
  ...["--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--inter-hunk-context=0"],
  ...["--ignore-submodules=dirty", "--submodule=short", "--src-prefix=a/", "--dst-prefix=b/"],
];

/** The files that differ, with the head's lines that a diff with three lines of context shows. */
export async function gitChanges(
  dir: string,
  comparands: Comparands,
  config: GitConfig,
): Promise<readonly FileChange[]> {
  const command = commandFor(comparands);
  const { code, stdout, stderr } = await git(dir, [...command, "--raw", "-z", "--no-abbrev"], config);
  if (code !== 0) throw cannotCompare(stderr);
  const raw = parseRaw(stdout.toString("utf8"));
  if (raw.length === 0) return [];
  const hunks = new HunkReader();
  const patch = await streamGit(
    dir,
    [...command.slice(0, 1), "--unified=3", ...command.slice(1)],
    (part) => hunks.take(part),
    "",
    config,
  );
  if (patch.code !== 0) throw cannotCompare(patch.stderr);
  let section = 0;
  return raw.map(({ sections, ...change }) => {
    section += sections;
    const shown = hunks.sections[section - 1];
    return {
      ...change,
      diffLines: change.status === "removed" ? [] : shown?.binary === true ? undefined : shown?.ranges,
      ...(change.status !== "removed" && shown?.signs === true && { codeSigns: true }),
    };
  });
}

function commandFor({ base, head }: Comparands): string[] {
  if (head === undefined) return ["diff", ...renames, ...plain, base];
  return ["diff-tree", "-r", ...renames, ...plain, base, head];
}

function cannotCompare(stderr: string): UserError {
  return new UserError(
    `Git could not compare the two sides: ${complaint(stderr)}. If this is a partial clone, fetch the rest with: git fetch --refetch --no-filter`,
  );
}

/** `:100644 100644 oid oid R087`, NUL, path, NUL, for renames the new path and NUL. */
function parseRaw(output: string): readonly RawChange[] {
  const fields = output.split("\0");
  const changes: RawChange[] = [];
  for (let at = 0; at < fields.length - 1; ) {
    const letter = /(\w)\d*$/.exec(fields[at] ?? "")?.[1];
    const first = fields[at + 1] ?? "";
    const renamed = letter === "R" || letter === "C";
    const path = renamed ? (fields[at + 2] ?? "") : first;
    at += renamed ? 3 : 2;
    const change = { path, previousPath: letter === "R" ? first : undefined, sections: letter === "T" ? 2 : 1 };
    if (letter !== "U") changes.push({ ...change, status: statusOf(letter) });
  }
  return changes;
}

function statusOf(letter: string | undefined): FileChange["status"] {
  if (letter === "A" || letter === "C") return "added";
  if (letter === "D") return "removed";
  return letter === "R" ? "renamed" : "modified";
}

const newline = 0x0a;
/** No line that matters is longer; of others only the beginning is looked at. */
const longestHeader = 200;

/** Reads the hunk headers of a patch as it streams by, file after file. Lines inside a hunk are counted, so that nothing in them is taken for a header. */
class HunkReader {
  readonly sections: { readonly ranges: LineRange[]; binary: boolean; signs: boolean }[] = [];
  #line = "";
  #left = { old: 0, new: 0 };

  take(part: Buffer): void {
    for (let at = 0; at < part.length; ) {
      const end = part.indexOf(newline, at);
      const stop = end === -1 ? part.length : end;
      if (this.#line.length < longestHeader)
        this.#line += part.toString("latin1", at, Math.min(stop, at + longestHeader));
      if (end !== -1) {
        this.#takeLine(this.#line);
        this.#line = "";
      }
      at = stop + 1;
    }
  }

  #takeLine(line: string): void {
    if (this.#left.old > 0 || this.#left.new > 0) {
      this.#takeContent(line);
      return;
    }
    if (line.startsWith("diff --git ")) this.sections.push({ ranges: [], binary: false, signs: false });
    const section = this.sections.at(-1);
    if (section === undefined) return;
    if (line.startsWith("Binary files ")) section.binary = true;
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk === null) return;
    const start = Number(hunk[2]);
    this.#left = { old: Number(hunk[1] ?? 1), new: Number(hunk[3] ?? 1) };
    if (this.#left.new > 0) section.ranges.push({ start, end: start + this.#left.new - 1 });
  }

  #takeContent(line: string): void {
    if (line.startsWith("\\")) return;
    if (!line.startsWith("+")) this.#left.old--;
    if (line.startsWith("-")) return;
    this.#left.new--;
    const section = this.sections.at(-1);
    if (section !== undefined && !section.signs) section.signs = showsCodeSign(line.slice(1));
  }
}
