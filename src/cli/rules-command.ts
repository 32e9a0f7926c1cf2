import type { Command } from "commander";
import { columns } from "../report/terminal/text-layout.ts";
import { rules } from "../rules/rules.generated.ts";
import { choice } from "./choices.ts";
import { writeOutput } from "./output.ts";

/** `rules`: every rule with its severity and what it asks. */
export function addRules(program: Command): void {
  program
    .command("rules")
    .description("list all rules")
    .addOption(choice("--format <format>", "how to write the list", ["terminal", "json"]))
    .action(async ({ format }: { readonly format: "terminal" | "json" }) => {
      await writeOutput(format === "json" ? asJson() : asTable(), undefined);
    });
}

function asTable(): string {
  const rows = sorted().map(({ id, severity, summary }) => [id, severity, summary]);
  return `${columns([["rule", "severity", "summary"], ...rows]).join("\n")}\n`;
}

function asJson(): string {
  const list = sorted().map(({ id, severity, section, summary, dialects }) => ({
    id,
    severity,
    section,
    summary,
    dialects,
  }));
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

function sorted(): typeof rules {
  return rules.toSorted((left, right) => (left.id < right.id ? -1 : 1));
}
