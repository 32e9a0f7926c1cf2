import { type Command, InvalidArgumentError, Option } from "commander";
import { choice } from "./choices.ts";
import { type ReviewOptions, reviewFormats } from "./command-options.ts";

/** `review`: what a pull request would be told, from a local clone. */
export function addReview(program: Command): void {
  program
    .command("review")
    .description("review a branch, or the working tree, as a pull request")
    .option("--repo <dir>", "folder of the git repository", ".")
    .option("--base <ref>", "what to merge into (default: the default branch); compared from where head left it")
    .option("--head <ref>", "what to merge (default: HEAD)")
    .addOption(new Option("--worktree", "review the working tree instead of a commit").conflicts("head"))
    .option("--config <file>", "go by this configuration instead of the base branch's")
    .addOption(choice("--format <format>", "how to write the review", reviewFormats))
    .option("--rule-pages <url>", "where the rules' pages can be read; SARIF links them", webAddress)
    .option("--output <file>", "write to a file instead of standard output")
    .action(async (options: ReviewOptions) => {
      const { runReview } = await import("./run-review.ts");
      await runReview(options);
    });
}

function webAddress(text: string): string {
  if (!URL.canParse(text) || !/^https?:/i.test(text))
    throw new InvalidArgumentError("Give an address that begins with https://.");
  return text;
}
