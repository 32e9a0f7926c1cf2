import type { Diagnostic } from "../model/diagnostic.ts";
import type { Finding } from "../model/finding.ts";
import { plainText } from "./rich-text.ts";

const longest = 8_000;

/** What, why and how to mend it as lines of plain text, without mark-up and control characters. */
export function findingText({ what, why, howToFix }: Pick<Finding, "what" | "why" | "howToFix">): string {
  return [lineOf(what), lineOf(why), `Fix: ${lineOf(howToFix)}`].join("\n").slice(0, longest);
}

/** Words of a finding or diagnostic on one line of plain text. */
export function lineOf(markdown: string, limit = 3_000): string {
  const line = clean(plainText(markdown.slice(0, limit * 2), true))
    .replace(/\s+/g, " ")
    .trim();
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
}

/** Where something stands, for people: `migrations/0001.sql:3`. */
export function placeText({ path, start }: Diagnostic["at"]): string {
  return clean(`${path}:${start.line}`);
}

/** No control or formatting character but line breaks, no half of a character: terminals, XML and JSON readers stumble over them. */
export function clean(text: string): string {
  return text
    .replace(/(?![\n])\p{Cc}/gu, " ")
    .replace(/\p{Cf}|\uFFFE|\uFFFF/gu, "")
    .replace(/\p{Cs}/gu, "\uFFFD");
}
