import type { Report } from "../model/report.ts";
import { countOf } from "./count-words.ts";
import { escapeHtml } from "./html/escape.ts";
import { codeHtml, inlineHtml } from "./html/rich.ts";
import {
  changeHtml,
  checklistHtml,
  contractsHtml,
  databasesHtml,
  findingsHtml,
  heaviestLockHtml,
  reachHtml,
  unreadHtml,
} from "./html/sections.ts";
import { styleSheet } from "./html/style.ts";
import { waiversHtml } from "./html/waivers-html.ts";
import { serverWords } from "./names.ts";

/** Nothing is loaded, nothing runs: only the page's own style applies. */
const contentSecurity = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The report as one page of HTML that needs nothing else and runs no script. */
export function toHtml(report: Report): string {
  const title =
    report.verdict === "failure"
      ? "Changes needed"
      : report.verdict === "success"
        ? "Contract kept"
        : "No schema change";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurity}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Schema Warden: ${title}</title>
<style>${styleSheet}</style>
</head>
<body>
<header class="head ${report.verdict}">
<h1>${title}</h1>
<p>${inlineHtml(report.headline)}</p>
<p class="soft small">${side(report.base)} → ${side(report.head)} · ${serverWords(report)}</p>
</header>
<main>
${databasesHtml(report)}${contractsHtml(report)}
${changeHtml(report)}
${reachHtml(report)}
${heaviestLockHtml(report)}
${checklistHtml(report)}
${findingsHtml(report)}
${waiversHtml(report)}
${unreadHtml(report)}
</main>
<footer class="soft small">${driftHtml(report)}${report.notes.map((note) => `<p>${escapeHtml(note)}</p>`).join("")}<p>Schema Warden ${escapeHtml(report.tool.version)}</p></footer>
</body>
</html>
`;
}

function side({ ref, commit }: Report["base"]): string {
  const short = commit === undefined || commit === ref ? "" : ` ${codeHtml(commit.slice(0, 8))}`;
  return `${codeHtml(ref)}${short}`;
}

function driftHtml({ drift }: Report): string {
  if (drift === 0) return "";
  return `<p>${countOf(drift, "difference")} between contract and schema from before, not counted here.</p>`;
}
