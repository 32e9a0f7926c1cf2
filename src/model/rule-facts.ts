import type { Severity } from "./finding.ts";

/** What formats with a list of rules say of one. */
export type RuleFacts = {
  readonly id: string;
  readonly severity: Severity | "off";
  readonly section: string;
  readonly summary: string;
  readonly whenToWaive?: string;
};
