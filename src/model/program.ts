import type { Catalog } from "./catalog.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Operation } from "./operation.ts";
import type { Routine } from "./schema.ts";

/** Code that a statement has run: a routine that it calls, or the block that it is. */
export type Program = {
  readonly operation: Operation;
  /** `undefined` for a block. */
  readonly routine: Routine | undefined;
};

/** Where a program runs: its operations take effect one by one, so that its next question to the catalog sees them. */
export interface ProgramHost {
  /** `undefined` where the schema is known in part only, and the catalog answers nothing. */
  readonly catalog: Catalog | undefined;
  emit(operation: Operation): void;
  unread(diagnostic: Diagnostic): void;
}
