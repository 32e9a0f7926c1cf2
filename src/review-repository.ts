import type { GatherOptions } from "./gather.ts";
import { gatherDatabases } from "./gather-databases.ts";
import { loadSqlReader } from "./load-sql-reader.ts";
import type { Policy } from "./model/policy.ts";
import type { Report } from "./model/report.ts";
import type { FileChange, Source } from "./model/snapshot.ts";
import type { Watchdog } from "./model/watchdog.ts";
import { mergeReports } from "./report/merge-reports.ts";
import { review } from "./review.ts";

type Reviewed = { readonly report: Report; readonly changes: readonly FileChange[] };

/** Reviews a pull request from its source to the report: each database that it touches by itself, with an engine and contracts of its own. */
export async function reviewRepository(
  source: Source,
  defaults: Policy,
  options: GatherOptions & { readonly watchdog?: Watchdog | undefined } = {},
): Promise<Reviewed> {
  const { inputs, changes } = await gatherDatabases(source, defaults, options);
  const parts: { name: string; report: Report }[] = [];
  for (const { name, input } of inputs) {
    parts.push({ name, report: review(input, await loadSqlReader(input.engine), { watchdog: options.watchdog }) });
  }
  return { report: mergeReports(parts), changes };
}
