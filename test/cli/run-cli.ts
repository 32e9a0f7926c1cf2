import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

const entry = join(import.meta.dirname, "../../src/cli/main.ts");
const root = join(import.meta.dirname, "../..");

type Run = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs the command line as its own process, without a terminal. */
export function runCli(parameters: readonly string[], environment: Record<string, string> = {}): Promise<Run> {
  const { NO_COLOR: _no, FORCE_COLOR: _force, CI: _ci, ...inherited } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", entry, ...parameters], {
    cwd: root,
    env: { ...inherited, ...environment },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}

/** Runs it with a reader that goes away after the first bytes, like `| head -c 1`. */
export function runCliUnread(parameters: readonly string[]): Promise<Run> {
  const child = spawn(process.execPath, ["--import", "tsx", entry, ...parameters], { cwd: root });
  let stderr = "";
  child.stdout.once("data", () => child.stdout.destroy());
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout: "", stderr })));
}

type Files = Readonly<Record<string, string>>;

/** A temporary git repository, one commit per set of files; branches are made on the way: `{ branch: "work" }`. */
export class Repository {
  readonly dir = mkdtempSync(join(tmpdir(), "schema-warden-cli-"));

  constructor() {
    this.git("init", "--quiet", "--initial-branch=main");
    onTestFinished(() => rmSync(this.dir, { recursive: true, force: true }));
  }

  write(files: Files): this {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.dir, path)), { recursive: true });
      writeFileSync(join(this.dir, path), text);
    }
    return this;
  }

  commit(files: Files): this {
    this.write(files);
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", "a change");
    return this;
  }

  branch(name: string): this {
    this.git("checkout", "--quiet", "-b", name);
    return this;
  }

  checkout(name: string): this {
    this.git("checkout", "--quiet", name);
    return this;
  }

  tag(name: string): this {
    this.git("tag", name);
    return this;
  }

  private git(...parameters: string[]): void {
    const identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    execFileSync("git", [...identity, ...parameters], { cwd: this.dir, stdio: "ignore" });
  }
}
