import type { Finding } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import type { AppliedWaiver } from "../model/waiver.ts";
import { clean, findingText, lineOf, placeText } from "./finding-text.ts";

type Case = { readonly file: string; readonly name: string; readonly outcome: Outcome; readonly text: string };
type Outcome = { readonly kind: "failure" | "skipped" | "passed"; readonly message: string; readonly type: string };

/**
 * The report as JUnit XML: a suite for each file, in which errors are failures, waived findings are skipped, and warnings, notes and what was not
 * fully read pass with their words as output.
 */
export function toJunit(report: Report): string {
  const cases = [
    ...report.findings.map(caseOfFinding),
    ...report.waivers.flatMap((waiver) => waiver.setAside.map((finding) => caseOfWaived(finding, waiver))),
    ...report.diagnostics.map(
      ({ at, kind, message }): Case => ({
        file: at.path,
        name: `${kind} (line ${at.start.line})`,
        outcome: { kind: "passed", message: "", type: kind },
        text: lineOf(message),
      }),
    ),
  ];
  const whole: Case = {
    file: "schema-warden",
    name: "review",
    outcome: { kind: "passed", message: "", type: "review" },
    text: lineOf(report.headline),
  };
  const suites = new Map<string, Case[]>();
  for (const one of [whole, ...cases]) {
    const list = suites.get(one.file) ?? [];
    list.push(one);
    suites.set(one.file, list);
  }
  const all = [whole, ...cases];
  const body = [...suites].map(([file, list]) => suiteXml(file, list));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="schema-warden" ${countsXml(all)}>\n${body.join("")}</testsuites>\n`;
}

function caseOfFinding(finding: Finding): Case {
  const { at, rule, severity, what } = finding;
  const kind = severity === "error" ? "failure" : "passed";
  return {
    file: at.path,
    name: nameOf(finding),
    outcome: { kind, message: lineOf(what), type: rule },
    text: detailOf(finding),
  };
}

function caseOfWaived(finding: Finding, { reason, at }: AppliedWaiver): Case {
  const message = `Waived at ${placeText(at)} because ${lineOf(reason)}`;
  return {
    file: finding.at.path,
    name: nameOf(finding),
    outcome: { kind: "skipped", message, type: finding.rule },
    text: detailOf(finding),
  };
}

function nameOf({ rule, subject, at, database }: Finding): string {
  return `${database === undefined ? "" : `${database.slice(0, 100)}: `}${rule}${subject === "" ? "" : ` ${subject.slice(0, 200)}`} (line ${at.start.line})`;
}

function detailOf(finding: Finding): string {
  return `${placeText(finding.at)}\n${finding.severity}: ${findingText(finding)}`;
}

function suiteXml(file: string, cases: readonly Case[]): string {
  return `  <testsuite name="${attribute(file)}" ${countsXml(cases)} skipped="${count(cases, "skipped")}">\n${cases.map(caseXml).join("")}  </testsuite>\n`;
}

function caseXml({ file, name, outcome, text }: Case): string {
  const { kind, message, type } = outcome;
  const inner =
    kind === "passed"
      ? `<system-out>${content(text)}</system-out>`
      : `<${kind} type="${attribute(type)}" message="${attribute(message)}">${content(text)}</${kind}>`;
  return `    <testcase classname="${attribute(file)}" name="${attribute(name)}">${inner}</testcase>\n`;
}

function countsXml(cases: readonly Case[]): string {
  return `tests="${cases.length}" failures="${count(cases, "failure")}" errors="0"`;
}

function count(cases: readonly Case[], kind: Outcome["kind"]): number {
  return cases.filter(({ outcome }) => outcome.kind === kind).length;
}

function content(text: string): string {
  return clean(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function attribute(text: string): string {
  return content(text).replaceAll('"', "&quot;").replaceAll("'", "&apos;").replaceAll("\n", "&#10;");
}
