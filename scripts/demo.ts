/**
 * Reviews one of the shop's example pull requests the way a newcomer would see it: makes a throw-away git repository of it,
 * runs the built command on that, prints the review and writes it as Markdown and HTML.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const shop = join(import.meta.dirname, "../examples/shop");
const command = join(import.meta.dirname, "../dist/cli/main.js");
const outputs = join(process.cwd(), "review-demo");

const names = readdirSync(join(shop, "pull-requests"));
const name = process.argv[2] ?? "break-the-readers";
if (!names.includes(name)) {
  console.error(`There is no example pull request "${name}": choose one of ${names.join(", ")}.`);
  process.exit(2);
}

const repository = mkdtempSync(join(tmpdir(), "schema-warden-demo-"));
try {
  commitExample(name);
  mkdirSync(outputs, { recursive: true });
  review("markdown", join(outputs, "review.md"));
  review("html", join(outputs, "review.html"));
  console.log(`Pull request "${name}" of examples/shop:\n`);
  review("terminal", undefined);
  console.log("\nWritten to review-demo/review.md and review-demo/review.html.");
} finally {
  rmSync(repository, { recursive: true, force: true });
}

function commitExample(pullRequest: string): void {
  git("init", "--quiet", "--initial-branch=main");
  cpSync(join(shop, "base"), repository, { recursive: true });
  git("add", "--all");
  git("commit", "--quiet", "--message", "The shop");
  git("checkout", "--quiet", "-b", pullRequest);
  cpSync(join(shop, "pull-requests", pullRequest), repository, { recursive: true });
  git("add", "--all");
  git("commit", "--quiet", "--message", pullRequest);
}

function git(...parameters: string[]): void {
  const identity = ["-c", "user.name=Demo", "-c", "user.email=demo@example.org", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...identity, ...parameters], { cwd: repository, stdio: ["ignore", "ignore", "inherit"] });
}

/** Exit code 1 means findings, which is what most of the examples are for. */
function review(format: string, output: string | undefined): void {
  const parameters = ["review", "--repo", repository, "--base", "main", "--head", name, "--format", format];
  const { status } = spawnSync(
    process.execPath,
    [command, ...parameters, ...(output === undefined ? [] : ["--output", output])],
    {
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  const failed = status !== 0 && status !== 1;
  if (failed || (output !== undefined && !existsSync(output))) throw new Error(`schema-warden ended with ${status}`);
}
