import type { Command } from "commander";
import { choice } from "./choices.ts";
import type { SchemaOptions } from "./command-options.ts";

/** `schema`: what all migrations of a repository make, without a contract or a server. */
export function addSchema(program: Command): void {
  program
    .command("schema")
    .description("replay all migrations and print the schema that results")
    .option("--repo <dir>", "folder of the git repository", ".")
    .option("--at <ref>", "commit whose migrations are replayed (default: HEAD)")
    .addOption(choice("--format <format>", "how to write the schema", ["sql", "json", "mermaid"]))
    .option("--output <file>", "write to a file instead of standard output")
    .action(async (options: SchemaOptions) => {
      const { runSchema } = await import("./run-schema.ts");
      await runSchema(options);
    });
}
