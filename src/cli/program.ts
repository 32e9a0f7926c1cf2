import { Command } from "commander";
import { toolVersion } from "../tool-version.ts";

const examples = `
Examples:
  schema-warden review                                   this branch against the default branch
  schema-warden review --base origin/main --worktree     what is in the working tree, not yet committed
  schema-warden review --format html --output review.html
  schema-warden schema --at v2.0.0 --format mermaid      the schema that the migrations of a tag make
  schema-warden explain drop-column                      what a rule finds, why, and how to mend it
  schema-warden config --print                           what holds here, and where each value comes from

Exit codes: 0 nothing found, 1 errors found, 2 could not run.`;

/** The command line without its commands: name, version, help, and errors that throw instead of ending the process. */
export function newProgram(): Command {
  return new Command("schema-warden")
    .description("Reviews database changes against the schema, SQL and API contracts of the repository.")
    .version(toolVersion)
    .helpOption("-h, --help", "show this help")
    .helpCommand(false)
    .addHelpText("after", examples)
    .showSuggestionAfterError(true)
    .configureOutput({
      outputError: (text, write) =>
        write(withRemedy(text.replace(/^error: /, "schema-warden: ").replace(/\n(?=\()/, " "))),
    })
    .exitOverride();
}

/** Who mistook a name by more than a letter is shown where the names are. */
function withRemedy(text: string): string {
  return text.replace(/^(.*: unknown command '.*')$/m, "$1. See schema-warden --help.");
}
