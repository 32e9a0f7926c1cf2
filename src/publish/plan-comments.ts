import type { Finding, TextEdit } from "../model/finding.ts";
import { lockWords } from "../model/lock.ts";
import type { FileChange, LineRange } from "../model/snapshot.ts";
import { code, prose } from "../text/markdown.ts";
import { withFindingMarker } from "./markers.ts";
import type { WantedComment } from "./publication.ts";

/** GitHub shows a review with more threads badly, and a person reads none of them: the rest stands in the summary. */
const MOST_COMMENTS = 40;

/** The findings that can be said at their line: on a file of the diff, within a hunk. When there are too many, those that the report has first. */
export function wantedComments(findings: readonly Finding[], changes: readonly FileChange[]): readonly WantedComment[] {
  const hunks = new Map(changes.map((change) => [change.path, change.diffLines ?? []]));
  return findings
    .flatMap((finding) => {
      const lines = linesInDiff(finding, hunks.get(finding.at.path) ?? []);
      return lines === undefined ? [] : [commentFor(finding, lines)];
    })
    .slice(0, MOST_COMMENTS);
}

/** Where GitHub takes the comment: the finding's lines cut to the hunk that holds its first line. */
function linesInDiff(finding: Finding, hunks: readonly LineRange[]): LineRange | undefined {
  const start = finding.at.start.line;
  const hunk = hunks.find((range) => range.start <= start && start <= range.end);
  return hunk && { start, end: Math.max(start, Math.min(lastLine(finding.at), hunk.end)) };
}

function lastLine(at: Finding["at"]): number {
  return at.end.column === 1 && at.end.line > at.start.line ? at.end.line - 1 : at.end.line;
}

function commentFor(finding: Finding, lines: LineRange): WantedComment {
  const mark = { error: "❌", warning: "⚠️", info: "ℹ️" }[finding.severity];
  const paragraphs = [
    `${mark} **${finding.what}**`,
    finding.why,
    finding.lock === undefined ? undefined : `**Lock:** ${prose(lockWords(finding.lock))}`,
    `**How to fix it:** ${finding.howToFix}`,
    suggestion(finding, lines),
    `<sub>${finding.database === undefined ? "" : `${code(finding.database)} · `}${code(finding.rule)} · ${finding.section}</sub>`,
  ];
  return {
    fingerprint: finding.fingerprint,
    path: finding.at.path,
    startLine: lines.start === lines.end ? undefined : lines.start,
    line: lines.end,
    body: withFindingMarker(finding.fingerprint, paragraphs.filter((part) => part !== undefined).join("\n\n")),
  };
}

/** A suggestion replaces whole lines, so it is offered only where one edit covers exactly the lines of the comment. */
function suggestion(finding: Finding, lines: LineRange): string | undefined {
  const edits: readonly TextEdit[] = finding.fix?.edits ?? [];
  const [edit] = edits;
  if (edit === undefined || edits.length !== 1 || edit.at.path !== finding.at.path) return undefined;
  const whole = edit.at.start.column === 1 && edit.at.start.line === lines.start && lastLine(edit.at) === lines.end;
  if (!whole || edit.at.end.column !== 1) return undefined;
  const text = edit.text.replace(/\r?\n$/, "");
  const fence = "`".repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map((run) => run.length + 1)));
  return `${fence}suggestion\n${text}\n${fence}`;
}
