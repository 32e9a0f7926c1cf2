import type { TestRepository } from "./repository.ts";

export type DiffFile = {
  readonly filename: string;
  readonly previous_filename: string | undefined;
  readonly status: "added" | "modified" | "removed" | "renamed";
  readonly patch: string;
  readonly sha: string;
};

/** The pull request's files as GitHub lists them: merge base to head, with patches of three lines of context. */
export function diffFiles(repository: TestRepository, base: string, head: string): readonly DiffFile[] {
  const key = `${repository.directory} ${base} ${head}`;
  const files = known.get(key) ?? askGit(repository, base, head);
  known.set(key, files);
  return files;
}

/** Commits stay as they are, and git takes its time. */
const known = new Map<string, readonly DiffFile[]>();

function askGit(repository: TestRepository, base: string, head: string): readonly DiffFile[] {
  const names = repository.git("diff", "--name-status", "-M", `${base}...${head}`).trim();
  if (names === "") return [];
  return names.split("\n").map((line) => {
    const [letter = "", first = "", second] = line.split("\t");
    const filename = second ?? first;
    const status = ({ A: "added", M: "modified", D: "removed", R: "renamed" } as const)[
      letter[0] as "A" | "M" | "D" | "R"
    ];
    const whole = repository.git(
      "diff",
      "-M",
      `${base}...${head}`,
      "--",
      ...(second === undefined ? [first] : [first, second]),
    );
    const at = whole.indexOf("@@");
    const sha = repository.git("rev-parse", `${status === "removed" ? base : head}:${filename}`).trim();
    return {
      filename,
      previous_filename: second === undefined ? undefined : first,
      status,
      patch: at === -1 ? "" : whole.slice(at),
      sha,
    };
  });
}

/** The stretches of head lines that a patch shows, both ends inclusive. */
export function hunks(patch: string): readonly { start: number; end: number }[] {
  return [...patch.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm)]
    .map((match) => ({ start: Number(match[1]), length: Number(match[2] ?? 1) }))
    .filter(({ length }) => length > 0)
    .map(({ start, length }) => ({ start, end: start + length - 1 }));
}
