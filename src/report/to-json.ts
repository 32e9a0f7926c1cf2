import type { Report } from "../model/report.ts";

/** The report as JSON, as `schemas/report.schema.json` describes it, with a final line break. */
export function toJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
