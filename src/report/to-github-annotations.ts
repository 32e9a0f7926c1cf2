import type { Finding, Severity } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import type { Report } from "../model/report.ts";
import { clean, findingText, lineOf } from "./finding-text.ts";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** The report as workflow commands of GitHub Actions, which shows the first ten of each kind at their lines. The last line sums up. */
export function toGithubAnnotations(report: Report): string {
  const found = (["error", "warning", "info"] as const).flatMap((one) =>
    report.findings.filter(({ severity }) => severity === one),
  );
  const lines = [
    ...found.map((finding) => command(commands[finding.severity], finding.at, titleOf(finding), findingText(finding))),
    ...report.waivers.map(({ at, rules, reason, setAside }) =>
      command(
        "notice",
        at,
        `Waived: ${rules.join(", ")}`,
        [`Because ${clean(reason)}`, ...setAside.map(whatOf)].join("\n"),
      ),
    ),
    ...report.diagnostics.map(({ at, message }) => command("notice", at, "Not fully read", lineOf(message))),
    `Schema Warden: ${lineOf(report.headline)}`,
  ];
  return `${lines.join("\n")}\n`;
}

function titleOf({ rule, database }: Finding): string {
  return database === undefined ? rule : `${rule} (${database.slice(0, 100)})`;
}

function whatOf({ what }: Finding): string {
  return lineOf(what);
}

/** `::error file=…,line=…,endLine=…,title=…::message`; columns are only taken on a single line. */
function command(name: string, { path, start, end }: Location, title: string, message: string): string {
  const properties = {
    file: path,
    line: start.line,
    endLine: Math.max(start.line, end.line),
    ...(start.line === end.line && end.column > start.column ? { col: start.column, endColumn: end.column } : {}),
    title: `Schema Warden: ${title}`,
  };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${propertyText(String(value))}`);
  return `::${name} ${list.join(",")}::${messageText(message)}`;
}

function messageText(text: string): string {
  return clean(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function propertyText(text: string): string {
  return messageText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
