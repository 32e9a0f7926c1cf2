import type { Finding } from "../model/finding.ts";
import { lockWords } from "../model/lock.ts";
import type { Report } from "../model/report.ts";
import { prose } from "../text/markdown.ts";
import type { Annotation, WantedCheck } from "./publication.ts";

const CONTRACT_CHECK = "Schema contract";
const SIGN_OFF_CHECK = "Breaking change sign-off";

/** GitHub's bound for `summary` and `text` of a check run, in characters, with room for our own words. */
const MOST_CHARACTERS = 65_000;

/** GitHub takes no more in one request, and a page that marks more lines tells a reader less. */
const MOST_ANNOTATIONS = 50;

/** The two checks of a finished review. `summary` is the review as Markdown. */
export function wantedChecks(report: Report, summary: string): readonly WantedCheck[] {
  return [contractCheck(report, summary), signOffCheck(report)];
}

/** The two checks when the review itself could not be done: complete, so that nothing waits for them, and not passed, so that nothing slips through. */
export function failedChecks(sentence: string): readonly WantedCheck[] {
  return [CONTRACT_CHECK, SIGN_OFF_CHECK].map((name) => ({
    name,
    conclusion: "FAILURE",
    title: "The review could not be done",
    summary: `${prose(sentence)}\n\nPush again, or choose *Re-run* here, once it is mended.`,
    text: undefined,
    annotations: [],
  }));
}

/** The two checks of a merge group's commit. */
export function mergeGroupChecks(): readonly WantedCheck[] {
  return [CONTRACT_CHECK, SIGN_OFF_CHECK].map((name) => ({
    name,
    conclusion: "SUCCESS",
    title: "Reviewed on the pull requests",
    summary: "Each pull request of this group was reviewed before it was queued.",
    text: undefined,
    annotations: [],
  }));
}

function contractCheck(report: Report, summary: string): WantedCheck {
  const told = report.findings.filter(({ severity }) => severity !== "info");
  return {
    name: CONTRACT_CHECK,
    conclusion: report.verdict === "failure" ? "FAILURE" : "SUCCESS",
    title: report.headline.slice(0, 250),
    summary: summary.slice(0, MOST_CHARACTERS),
    text:
      told.length > MOST_ANNOTATIONS
        ? `Of ${told.length} errors and warnings, ${MOST_ANNOTATIONS} are shown at their lines, errors first.`
        : undefined,
    annotations: told.slice(0, MOST_ANNOTATIONS).map(annotationFor),
  };
}

function annotationFor(finding: Finding): Annotation {
  return {
    path: finding.at.path,
    startLine: finding.at.start.line,
    endLine: Math.max(finding.at.start.line, finding.at.end.line),
    level: finding.severity === "error" ? "FAILURE" : "WARNING",
    title: finding.database === undefined ? finding.rule : `${finding.rule} (${finding.database.slice(0, 100)})`,
    message: plain(`${finding.what}\n${finding.why}\n${lockLine(finding)}Fix: ${finding.howToFix}`).slice(0, 60_000),
  };
}

function lockLine({ lock }: Finding): string {
  return lock === undefined ? "" : `Lock: ${lockWords(lock)}\n`;
}

/** Annotations are shown as plain text: the marks of Markdown would only be in the way. */
function plain(markdown: string): string {
  return markdown
    .replace(/\\([\\`*_{}[\]()#+!|~$-])/g, "$1")
    .replace(/`+/g, "'")
    .replaceAll("\u200b", "");
}

function signOffCheck(report: Report): WantedCheck {
  const check = { name: SIGN_OFF_CHECK, text: undefined, annotations: [] };
  const breaking =
    report.impacts.filter((impact) => impact.breaking).length +
    report.migrations.filter((migration) => migration.breaking).length;
  if (breaking === 0) {
    return {
      ...check,
      conclusion: "SUCCESS",
      title: "No breaking change",
      summary: "This pull request breaks nothing that the contracts promise, so there is nothing to sign.",
    };
  }
  const refuted = report.checklist.filter((box) => box.state === "refuted");
  const open = report.checklist.filter((box) => box.state === "left to a person");
  const list = report.checklist
    .map(
      (box) =>
        `- ${box.state === "proved" ? "✅" : box.state === "refuted" ? "❌" : "👤"} ${prose(box.text)} · ${box.reason}`,
    )
    .join("\n");
  if (refuted.length > 0) {
    return {
      ...check,
      conclusion: "FAILURE",
      title: `${refuted.length} of ${report.checklist.length} boxes are not true`,
      summary: list.slice(0, MOST_CHARACTERS),
    };
  }
  return open.length === 0
    ? {
        ...check,
        conclusion: "SUCCESS",
        title: "Every box of the checklist is proved",
        summary: list.slice(0, MOST_CHARACTERS),
      }
    : {
        ...check,
        conclusion: "NEUTRAL",
        title: `${open.length} of ${report.checklist.length} boxes are left to people`,
        summary: list.slice(0, MOST_CHARACTERS),
      };
}
