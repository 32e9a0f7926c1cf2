import type { Limits } from "../model/policy.ts";

/** The limits that reading has. */
export type SourceLimits = Pick<Limits, "fileBytes" | "changedFiles">;

/** For callers that know no policy. */
export const usualLimits: SourceLimits = { fileBytes: 5 * 1024 * 1024, changedFiles: 3_000 };
