import { spawn } from "node:child_process";
import { UserError } from "../model/user-error.ts";

/** What git said. A code other than 0 is an answer, not a failure. */
type GitAnswer = { readonly code: number; readonly stdout: Buffer; readonly stderr: string };

/** Settings of git by name, stronger than the repository's own. */
export type GitConfig = readonly (readonly [name: string, value: string])[];

/**
 * Settings of a repository that would have git run a program, or change what it prints. Everything is asked of plumbing commands,
 * nothing takes a lock, nothing goes to the network.
 */
const settings = [
  ...["--no-pager", "--no-optional-locks", "--literal-pathspecs"],
  ...["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=true"],
];

/** Runs git in a folder and gathers what it prints. */
export async function git(dir: string, parameters: readonly string[], config: GitConfig = []): Promise<GitAnswer> {
  const parts: Buffer[] = [];
  const { code, stderr } = await streamGit(dir, parameters, (part) => parts.push(part), "", config);
  return { code, stdout: Buffer.concat(parts), stderr };
}

/** Runs git in a folder, hands each part of its output to `take`, and writes `input` to it. */
export function streamGit(
  dir: string,
  parameters: readonly string[],
  take: (part: Buffer) => void,
  input = "",
  config: GitConfig = [],
): Promise<{ readonly code: number; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...environment(), ...configVariables(config) };
    const child = spawn("git", [...settings, "-C", dir, ...parameters], { env, windowsHide: true });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      if (stderr.length < 4_096) stderr += text;
    });
    child.stdout.on("data", (part: Buffer) => {
      try {
        take(part);
      } catch (error) {
        child.kill();
        reject(error);
      }
    });
    child.on("error", (error: NodeJS.ErrnoException) => reject(cannotStart(error)));
    child.on("close", (code) => resolve({ code: code ?? 1, stderr }));
    // Git may end before it has read everything it was asked; its exit code tells why.
    child.stdin.on("error", () => child.stdin.destroy());
    child.stdin.end(input);
  });
}

/** Git's first words on what went wrong, without its prefix. */
export function complaint(stderr: string): string {
  const line = stderr.split("\n").find((it) => /^(?:fatal|error):/.test(it)) ?? stderr.split("\n")[0] ?? "";
  return line.replace(/^(?:fatal|error):\s*/, "").trim();
}

function cannotStart(error: NodeJS.ErrnoException): Error {
  if (error.code !== "ENOENT") return error;
  return new UserError("Git was not found. Install git, and make sure that it is on the PATH.");
}

/** Ours, less what a surrounding git hook would point elsewhere, in git's own words and without questions or the network. */
function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of [
    ...["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"],
    ...["GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_LITERAL_PATHSPECS"],
    ...["GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_TRACE", "GIT_PAGER"],
  ]) {
    delete env[name];
  }
  return { ...env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", GIT_ALLOW_PROTOCOL: "" };
}

/** As variables, for a name may hold any character, `=` too. */
function configVariables(config: GitConfig): NodeJS.ProcessEnv {
  const pairs = config.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(config.length), ...Object.fromEntries(pairs) };
}
