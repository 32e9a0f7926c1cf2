import { columns } from "../report/terminal/text-layout.ts";
import { rules } from "../rules/rules.generated.ts";

/** Every rule, sorted by id, as a table or as JSON. */
export function listRules(format: "terminal" | "json"): string {
  return format === "json" ? asJson() : asTable();
}

function asTable(): string {
  const rows = sorted().map(({ id, severity, summary }) => [id, severity, summary]);
  return `${columns([["rule", "severity", "summary"], ...rows]).join("\n")}\n`;
}

function asJson(): string {
  const list = sorted().map(({ id, severity, section, summary, dialects }) => ({
    id,
    severity,
    section,
    summary,
    dialects,
  }));
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

function sorted(): typeof rules {
  return rules.toSorted((left, right) => (left.id < right.id ? -1 : 1));
}
