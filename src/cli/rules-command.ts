import type { Command } from "commander";
import { choice } from "./choices.ts";
import { writeOutput } from "./output.ts";

/** `rules`: every rule with its severity and what it asks. */
export function addRules(program: Command): void {
  program
    .command("rules")
    .description("list all rules")
    .addOption(choice("--format <format>", "how to write the list", ["terminal", "json"]))
    .action(async ({ format }: { readonly format: "terminal" | "json" }) => {
      const { listRules } = await import("./list-rules.ts");
      await writeOutput(listRules(format), undefined);
    });
}
