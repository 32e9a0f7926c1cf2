import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PullRequest } from "./benchmark-inputs.ts";

/** What a process took from start to end: milliseconds by the clock and of processor time, and the most memory it ever held, in megabytes. */
export type ProcessCost = { readonly clock: number; readonly processor: number; readonly megabytes: number };

const tellsItsCost = `data:text/javascript,import { writeSync } from "node:fs";
process.on("exit", () => writeSync(3, JSON.stringify(process.resourceUsage())));`;

/** Runs the command that `npm run build` made, `schema-warden review`, as often as that, each in a process of its own, in a repository whose branches are the two sides. */
export function commandCosts(request: PullRequest, times: number): readonly ProcessCost[] {
  return inFolder((dir) => {
    const git = (...parameters: readonly string[]) =>
      execFileSync("git", ["-c", "user.name=benchmark", "-c", "user.email=benchmark@localhost", ...parameters], {
        cwd: dir,
      });
    const commit = (files: PullRequest["base"]) => {
      writeFiles(dir, files);
      git("add", "--all");
      git("commit", "--quiet", "--message", "A side");
    };
    git("init", "--quiet", "--initial-branch=main");
    commit(request.base);
    git("checkout", "--quiet", "-b", "change");
    commit(request.head);
    return Array.from({ length: times }, () => costOf(join(process.cwd(), "dist/cli/main.js"), ["review"], dir));
  });
}

/** Reviews the pull requests one after the other in one process, as the app does. */
export function reviewsCost(requests: readonly PullRequest[]): ProcessCost {
  return inFolder((dir) => {
    for (const [at, { base, head }] of requests.entries()) {
      writeFiles(join(dir, `${at}`, "base"), base);
      writeFiles(join(dir, `${at}`, "head"), head);
    }
    const folders = requests.map((_, at) => join(dir, `${at}`));
    return costOf(compiled("review-folders.js"), folders, dir);
  });
}

function costOf(script: string, parameters: readonly string[], cwd: string): ProcessCost {
  const start = performance.now();
  const { output, status } = spawnSync(process.execPath, ["--import", tellsItsCost, script, ...parameters], {
    cwd,
    stdio: ["ignore", "ignore", "inherit", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0 && status !== 1) throw new Error(`${script} ended with ${status}.`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(output[3] ?? "") as NodeJS.ResourceUsage;
  const processor = (userCPUTime + systemCPUTime) / 1000;
  return { clock: performance.now() - start, processor, megabytes: (maxRSS * 1024) / 1_000_000 };
}

function compiled(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

function inFolder<T>(work: (dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), "schema-warden-benchmark-"));
  try {
    return work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function writeFiles(dir: string, files: PullRequest["base"]): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
}
