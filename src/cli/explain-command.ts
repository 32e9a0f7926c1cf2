import type { Command } from "commander";
import { writeOutput } from "./output.ts";
import { wantsColor } from "./terminal-settings.ts";

/** `explain`: one rule with what it finds and what it leaves alone. */
export function addExplain(program: Command): void {
  program
    .command("explain")
    .description("explain one rule, with examples")
    .argument("<rule>", "the rule's id, as in a finding")
    .option("--tool <name>", "show how this migration tool is told to do it, such as alembic or rails")
    .action(async (id: string, { tool }: { readonly tool?: string }) => {
      const { explainRule } = await import("./explain-rule.ts");
      await writeOutput(explainRule(id, { color: wantsColor(process.stdout, process.env), tool }), undefined);
    });
}
