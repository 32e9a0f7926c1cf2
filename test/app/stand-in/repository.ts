import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A real git repository in a temporary folder, which the stand-in for GitHub answers from. */
export class TestRepository {
  readonly directory = mkdtempSync(join(tmpdir(), "schema-warden-test-"));

  constructor() {
    this.git("init", "--quiet", "--initial-branch=main");
  }

  git(...parameters: string[]): string {
    const env = {
      ...process.env,
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_SYSTEM: "/dev/null",
      GIT_AUTHOR_NAME: "Test",
      GIT_AUTHOR_EMAIL: "test@example.org",
      GIT_COMMITTER_NAME: "Test",
      GIT_COMMITTER_EMAIL: "test@example.org",
    };
    return execFileSync("git", parameters, { cwd: this.directory, env, encoding: "utf8", maxBuffer: 1 << 28 });
  }

  /** Writes files (`null` deletes) on a branch, which is made where it is missing, and commits; gives the commit. */
  commit(branch: string, files: Readonly<Record<string, string | null>>): string {
    const current = this.git("symbolic-ref", "--short", "HEAD").trim();
    const exists = this.git("branch", "--list", branch).trim() !== "";
    if (current !== branch) this.git("checkout", "--quiet", ...(exists ? [] : ["-b"]), branch);
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.directory, path);
      if (text === null) rmSync(file);
      else {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", `Change ${branch}`);
    return this.git("rev-parse", "HEAD").trim();
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
