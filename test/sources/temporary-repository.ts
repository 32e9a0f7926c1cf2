import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** What a file is to hold; `{ link }` makes a symbolic link, `null` removes. */
export type Contents = string | Uint8Array | { readonly link: string } | null;

/** A real git repository in a temporary folder, which reads nobody's configuration. */
export class TemporaryRepository {
  readonly dir: string;

  constructor(...init: readonly string[]) {
    this.dir = mkdtempSync(join(tmpdir(), "warden-sources-"));
    this.git("init", "--quiet", "--initial-branch=main", ...init);
  }

  git(...parameters: readonly string[]): string {
    return this.gitBytes(...parameters).toString("utf8");
  }

  gitBytes(...parameters: readonly string[]): Buffer {
    return execFileSync("git", parameters, {
      cwd: this.dir,
      env: gitEnvironment,
      maxBuffer: 1 << 28,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  write(files: Readonly<Record<string, Contents>>): void {
    writeFiles(this.dir, files);
  }

  /** Writes files and commits everything; gives the commit. */
  commit(files: Readonly<Record<string, Contents>> = {}): string {
    this.write(files);
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", "A change");
    return this.git("rev-parse", "HEAD").trim();
  }

  /** Writes one commit's files into a folder outside of the repository. */
  exportTo(commit: string): string {
    const target = temporaryFolder();
    const env = { ...gitEnvironment, GIT_INDEX_FILE: join(target, "..", `${commit}-${Date.now()}.index`) };
    execFileSync("git", ["--work-tree", target, "checkout", "--force", commit, "--", "."], {
      cwd: this.dir,
      env,
      stdio: "ignore",
    });
    rmSync(env.GIT_INDEX_FILE, { force: true });
    return target;
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

export const gitEnvironment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Test",
  GIT_AUTHOR_EMAIL: "test@example.org",
  GIT_COMMITTER_NAME: "Test",
  GIT_COMMITTER_EMAIL: "test@example.org",
  // The same files on the same parent are the same commit, however long a test takes.
  GIT_AUTHOR_DATE: "2026-01-01T12:00:00Z",
  GIT_COMMITTER_DATE: "2026-01-01T12:00:00Z",
};

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "warden-sources-"));
}

export function writeFiles(dir: string, files: Readonly<Record<string, Contents>>): void {
  for (const [path, contents] of Object.entries(files)) {
    const file = join(dir, path);
    rmSync(file, { force: true });
    if (contents === null) continue;
    mkdirSync(dirname(file), { recursive: true });
    if (typeof contents === "object" && "link" in contents) symlinkSync(contents.link, file);
    else writeFileSync(file, contents);
    if (path.endsWith(".sh")) chmodSync(file, 0o755);
  }
}
