import type { Report } from "../../model/report.ts";
import { countOf } from "../count-words.ts";
import { plainText } from "../rich-text.ts";
import type { Style } from "./style.ts";
import { plain, wrap } from "./text-layout.ts";

const mostWaivers = 30;
const mostSetAside = 5;

/** What was waived: by which comment, for what reason, and what it set aside. */
export function waiverLines({ waivers }: Report, style: Style, width: number): string[] {
  if (waivers.length === 0) return [];
  const wrapped = (text: string) => wrap(text, Math.max(30, width - 4)).map((line) => `    ${line}`);
  const lines = waivers.slice(0, mostWaivers).flatMap(({ rules, reason, at, scope, setAside }) => {
    const rest = setAside.length - mostSetAside;
    return [
      `  ${plain(`${at.path}:${at.start.line}`)}  ${plain(rules.join(", "))} ${style.dim(`for this ${scope}`)}`,
      ...wrapped(`because ${plain(reason, 300)}`),
      ...setAside
        .slice(0, mostSetAside)
        .flatMap(({ what }) => wrapped(plain(plainText(what, true), 300)).map(style.dim)),
      ...(rest > 0 ? [style.dim(`    and ${countOf(rest, "more finding")}`)] : []),
    ];
  });
  const rest = waivers.length - mostWaivers;
  return [style.bold("Waived"), ...lines, ...(rest > 0 ? [`  and ${countOf(rest, "more waiver")}`] : []), ""];
}
