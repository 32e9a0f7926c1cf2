import { type Command, Option } from "commander";
import { choice } from "./choices.ts";
import type { ConfigOptions } from "./command-options.ts";

/** `config`: whether the configuration is valid, and what holds by it. */
export function addConfig(program: Command): void {
  program
    .command("config")
    .description("check the configuration, or print what holds by it")
    .option("--repo <dir>", "folder of the git repository", ".")
    .option("--print", "print every value with where it comes from")
    .addOption(new Option("--at <ref>", "the configuration of a commit, not of the working tree").conflicts("worktree"))
    .addOption(new Option("--worktree", "the configuration of the working tree (default)"))
    .addOption(choice("--format <format>", "how to print", ["yaml", "json"]))
    .action(async (options: ConfigOptions) => {
      const { runConfig } = await import("./run-config.ts");
      await runConfig(options);
    });
}
