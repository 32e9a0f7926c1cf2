#!/usr/bin/env node
import { CommanderError } from "commander";
import { UserError } from "../model/user-error.ts";
import { addConfig } from "./config-command.ts";
import { addExplain } from "./explain-command.ts";
import { endQuietlyWithoutReader } from "./output.ts";
import { newProgram } from "./program.ts";
import { addReview } from "./review-command.ts";
import { addRules } from "./rules-command.ts";
import { addSchema } from "./schema-command.ts";

/** What the process ends with when it could not do what was asked. */
const couldNotRun = 2;

endQuietlyWithoutReader();
const program = newProgram();
for (const add of [addReview, addRules, addExplain, addSchema, addConfig]) add(program);
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}

function tell(error: unknown): number {
  // Commander has said it already, on the stream where it belongs.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : couldNotRun;
  if (error instanceof UserError) {
    console.error(`schema-warden: ${error.message}`);
    return couldNotRun;
  }
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`schema-warden: this is a bug in Schema Warden, please report it: ${reason.split("\n")[0] ?? ""}`);
  console.error(process.env.DEBUG ? error : "Set DEBUG=1 to see where it happened.");
  return couldNotRun;
}
