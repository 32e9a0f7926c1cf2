import type { Report, ReviewedDatabase } from "../model/report.ts";
import { countOf, countsOf } from "./count-words.ts";
import { dialectNames, schemaSources, serverWords } from "./names.ts";
import { findingLines } from "./terminal/finding-lines.ts";
import {
  changeLines,
  checklistLines,
  contractLines,
  lockLines,
  reachLines,
  unreadLines,
} from "./terminal/overview-lines.ts";
import { type Style, styleOf } from "./terminal/style.ts";
import { columns, plain, wrap } from "./terminal/text-layout.ts";
import { waiverLines } from "./terminal/waiver-lines.ts";

/** The review for a terminal of `width` columns, with ANSI colours only where `color` asks for them. The closing line sums up. */
export function toTerminal(report: Report, options: { readonly color: boolean; readonly width: number }): string {
  const style = styleOf(options.color);
  const width = Math.max(40, options.width);
  const lines = [
    ...headLines(report, style),
    ...contractLines(report, style),
    ...changeLines(report, style, width),
    ...reachLines(report, style),
    ...lockLines(report, style, width),
    ...checklistLines(report, style, width),
    ...findingLines(report.findings, style, width),
    ...waiverLines(report, style, width),
    ...unreadLines(report, style),
    ...report.notes.flatMap((note) => wrap(plain(note, 400), width)),
    ...wrap(closing(report), width).map((line) => paintVerdict(report, style)(line)),
  ];
  return `${lines.join("\n")}\n`;
}

function headLines(report: Report, style: Style): string[] {
  const { base, head, databases = [] } = report;
  const side = ({ ref, commit }: Report["base"]) =>
    `${plain(ref, 60)}${commit === undefined || commit.startsWith(ref) ? "" : ` (${plain(commit, 200).slice(0, 8)})`}`;
  return [
    `${style.bold(side(base))} → ${style.bold(side(head))}`,
    // Where nothing is touched nothing was read, and there is nothing to tell.
    ...(report.verdict === "neutral" ? [] : [style.dim(serverWords(report))]),
    ...columns(databases.map(databaseCells)).map((line) => style.dim(line)),
    "",
  ];
}

function databaseCells({ name, dialect, baseSchemaFrom, counts }: ReviewedDatabase): readonly string[] {
  const found = `${countOf(counts.error, "error")}, ${countOf(counts.warning, "warning")}`;
  return [`  ${plain(name, 80)}`, `${dialectNames[dialect]}, ${schemaSources[baseSchemaFrom]}`, found];
}

function paintVerdict({ verdict, counts }: Report, style: Style): (text: string) => string {
  if (verdict === "failure") return style.red;
  return counts.warning > 0 ? style.yellow : style.green;
}

function closing({ findings, counts, headline, verdict, drift }: Report): string {
  const sign = verdict === "failure" ? "✗" : "✓";
  const notes = counts.info === 0 ? "" : ` ${countOf(counts.info, "note")}.`;
  const files = new Set(findings.map(({ at }) => at.path)).size;
  const where = files > 1 ? ` In ${countsOf([[files, "file"]])}.` : "";
  const before =
    drift === 0 ? "" : ` ${countOf(drift, "difference")} between contract and schema from before, not counted.`;
  return `${sign} ${plain(headline, 400)}${notes}${where}${before}`;
}
