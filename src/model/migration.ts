import type { Diagnostic } from "./diagnostic.ts";
import type { Operation, Statement } from "./operation.ts";

/** One direction of a migration, read. Every statement is in `operations` (under some kind) or in `diagnostics`. */
export type Script = {
  readonly path: string;
  readonly statements: readonly Statement[];
  readonly operations: readonly Operation[];
  readonly diagnostics: readonly Diagnostic[];
  /** Nothing but white space and comments. */
  readonly blank: boolean;
  /** The tool begins a transaction before the script and commits it afterwards, so that one of the script's own has no place in it. */
  readonly wrapped?: boolean;
  /** The tool is known to send the script as one message, which PostgreSQL runs as one transaction where the script begins none. */
  readonly sentWhole?: boolean;
};

/** One step of a schema's history, from one file or from an up/down pair. */
export type Migration = {
  /** As the tool counts it: `20240301120000`, `V3.1`, `0004_add_users`; unique within its lineage as a rule, and a finding where not. */
  readonly id: string;
  /** Its description without number and direction: `add_users`. */
  readonly title: string;
  readonly tool: string;
  /** The folder whose files make one history, `db/migrations`: migrations of different lineages know nothing of each other. */
  readonly lineage: string;
  /** Sorts as the tool runs them; compare with `<` within a lineage. */
  readonly order: string;
  /** Run anew whenever it changes, after all others (Flyway's `R__`): editing it is how it is used. */
  readonly repeatable: boolean;
  readonly files: readonly string[];
  readonly up: Script;
  /** `undefined` where the tool's way of undoing was not used. */
  readonly down: Script | undefined;
  /** Whether the tool has a way to write the undoing beside it (a down file, a marker). */
  readonly canHaveDown: boolean;
};

/** What a migration file's path alone tells, which is all that is known of the base branch's many others. */
export type MigrationFile = {
  readonly path: string;
  readonly tool: string;
  readonly lineage: string;
  readonly id: string;
  readonly title: string;
  readonly order: string;
  /** `both` for files whose markers hold both directions. */
  readonly direction: "up" | "down" | "both";
  readonly repeatable: boolean;
};
