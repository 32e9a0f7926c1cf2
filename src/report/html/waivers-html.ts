import type { Report } from "../../model/report.ts";
import type { AppliedWaiver } from "../../model/waiver.ts";
import { countOf } from "../count-words.ts";
import { escapeHtml } from "./escape.ts";
import { codeHtml, inlineHtml } from "./rich.ts";

const mostWaivers = 500;

/** What was waived, folded away. */
export function waiversHtml({ waivers }: Report): string {
  if (waivers.length === 0) return "";
  const count = waivers.reduce((sum, { setAside }) => sum + setAside.length, 0);
  const rest = waivers.length - mostWaivers;
  const more = rest > 0 ? `<p>And ${countOf(rest, "more waiver")}.</p>` : "";
  const items = waivers.slice(0, mostWaivers).map(waiverHtml).join("");
  return `<section><h2>Waived</h2><details><summary>${countOf(count, "finding")}</summary><ul>${items}</ul>${more}</details></section>`;
}

function waiverHtml({ rules, reason, at, scope, setAside }: AppliedWaiver): string {
  const names = rules.map((rule) => codeHtml(rule)).join(", ");
  const set = setAside.slice(0, 50).map(({ what }) => `<li>${inlineHtml(what)}</li>`);
  const place = codeHtml(`${at.path}:${at.start.line}`);
  const rest =
    setAside.length > set.length ? `<li>and ${countOf(setAside.length - set.length, "more finding")}</li>` : "";
  return `<li>${place} ${names} for this ${scope}: “${escapeHtml(reason.slice(0, 500))}”<ul class="soft">${set.join("")}${rest}</ul></li>`;
}
