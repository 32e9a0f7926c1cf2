import type { Report } from "../../model/report.ts";
import type { AppliedWaiver } from "../../model/waiver.ts";
import { code, prose } from "../../text/markdown.ts";
import { countOf } from "../count-words.ts";
import type { Detail } from "./detail.ts";
import { inlineMarkdown } from "./inline.ts";

/** Findings of one waiver that are named. */
const mostSetAside = 5;

/** What was waived, folded away: by which comment, for what reason, and what it set aside. */
export function waiverSection({ waivers }: Report, detail: Detail): string[] {
  if (waivers.length === 0) return [];
  const count = waivers.reduce((sum, { setAside }) => sum + setAside.length, 0);
  const title = `🔕 ${countOf(count, "finding")} waived`;
  const shown = waivers.slice(0, detail.waivers).map(waiverItem);
  const rest = waivers.length - shown.length;
  if (shown.length === 0) return [`${title}, by ${countOf(waivers.length, "comment")}.`];
  return [
    `<details><summary>${title}</summary>`,
    shown.join("\n"),
    ...(rest > 0 ? [`And ${rest} more.`] : []),
    "</details>",
  ];
}

function waiverItem({ reason, at, scope, setAside }: AppliedWaiver): string {
  const place = code(`${at.path}:${at.start.line}`, 160);
  const named = setAside
    .slice(0, mostSetAside)
    .map(({ rule, what }) => `  - ${code(rule)} ${inlineMarkdown(what, 300)}`);
  const rest = setAside.length - named.length;
  return [
    `- **${place}** for this ${scope}: “${prose(reason.slice(0, 300))}”`,
    ...named,
    ...(rest > 0 ? [`  - and ${countOf(rest, "more finding")}`] : []),
  ].join("\n");
}
