import type { Report } from "../model/report.ts";
import type { RuleFacts } from "../model/rule-facts.ts";
import { lineOf } from "./finding-text.ts";
import { sarifLocation, sarifMessage } from "./sarif/places.ts";
import { resultOf, waivedResultOf } from "./sarif/results.ts";

/** GitHub takes no more results of one run; it shows 5,000, the gravest first. */
const mostResults = 25_000;

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const levels = { error: "error", warning: "warning", info: "note", off: "warning" } as const;

/** What GitHub calls a rule's weight where it is no matter of security. */
const weights = { error: "error", warning: "warning", info: "recommendation", off: "warning" } as const;

type SarifOptions = {
  /** The address of the folder that holds the rules' pages, `<id>.md`. Without it the rules' own words stand alone. */
  readonly rulePages?: string | undefined;
};

/** The report as SARIF 2.1.0. `rules` are those that were asked, for the list of rules that the format has. */
export function toSarif(report: Report, rules: readonly RuleFacts[], { rulePages }: SarifOptions = {}): string {
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const results = [
    ...report.findings.map((finding) => resultOf(finding, indexes)),
    ...report.waivers.flatMap((waiver) => waiver.setAside.map((finding) => waivedResultOf(finding, waiver, indexes))),
  ];
  const leftOut = Math.max(0, results.length - mostResults);
  const run = {
    tool: {
      driver: {
        name: "Schema Warden",
        semanticVersion: report.tool.version,
        rules: rules.map((rule) => descriptorOf(rule, rulePages)),
      },
    },
    automationDetails: { id: "schema-warden/" },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the repository." } } },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: [...report.diagnostics.map(notificationOf), ...cutNotification(leftOut)],
      },
    ],
    results: results.slice(0, mostResults),
    properties: {
      headline: lineOf(report.headline),
      verdict: report.verdict,
      leftOut,
    },
  };
  return `${JSON.stringify({ $schema: schema, version: "2.1.0", runs: [run] }, undefined, 2)}\n`;
}

function descriptorOf({ id, severity, section, summary, whenToWaive }: RuleFacts, rulePages: string | undefined) {
  const waive = whenToWaive === undefined ? "" : `\n\nWhen to waive it: ${whenToWaive}`;
  const how = `\n\n    -- schema-warden: allow ${id} because <reason>`;
  return {
    id,
    name: id.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: summary },
    fullDescription: { text: `${lineOf(summary)}. It enforces "${section}" of the contract.` },
    ...(rulePages === undefined ? {} : { helpUri: `${rulePages.replace(/\/+$/, "")}/${id}.md` }),
    help: {
      text: `${lineOf(summary)}. It enforces "${section}".${waive === "" ? "" : ` When to waive it: ${lineOf(whenToWaive ?? "")}`}`,
      markdown: `${summary}.\n\nIt enforces **${section}**.${waive}${whenToWaive?.startsWith("Never") ? "" : how}`,
    },
    defaultConfiguration: { enabled: severity !== "off", level: levels[severity] },
    properties: { tags: ["database", section], precision: "high", "problem.severity": weights[severity] },
  };
}

function notificationOf({ kind, at, message }: Report["diagnostics"][number]) {
  return {
    descriptor: { id: kind },
    level: "warning",
    message: sarifMessage(lineOf(message)),
    locations: sarifLocation(at),
  };
}

function cutNotification(leftOut: number): readonly object[] {
  if (leftOut === 0) return [];
  const text = `${leftOut} results are left out: GitHub takes no more than ${mostResults} of one run. The other formats have them all.`;
  return [{ descriptor: { id: "limit-reached" }, level: "warning", message: { text } }];
}
