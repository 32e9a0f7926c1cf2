import type { Comparison } from "../model/comparison.ts";
import type { Contracts } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Finding } from "../model/finding.ts";
import type { Lock } from "../model/lock.ts";
import type { Report } from "../model/report.ts";
import type { ReviewInput } from "../model/review-input.ts";
import type { Dialect } from "../model/schema.ts";
import type { AppliedWaiver } from "../model/waiver.ts";

/** All that a report is made of. */
export type ReportInput = {
  readonly input: ReviewInput;
  readonly contracts: { readonly base: Contracts; readonly head: Contracts };
  readonly comparison: Comparison;
  readonly heaviestLock: Lock | undefined;
  readonly findings: readonly Finding[];
  readonly waivers: readonly AppliedWaiver[];
  /** From every stage; what two stages say twice is said once. */
  readonly diagnostics: readonly Diagnostic[];
  readonly baseSchemaFrom: Report["baseSchemaFrom"];
  readonly dialect: Dialect;
  readonly toolVersion: string;
};
