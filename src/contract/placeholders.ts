import type { Located } from "../model/location.ts";
import type { ContractText, Range } from "./contract-text.ts";

/** The template's own words between brackets, lower case. */
const templateWords = new Set([
  "table",
  "column",
  "tables",
  "list",
  "purpose",
  "method",
  "name",
  "table_name",
  "view_name",
  "procedure_name",
  "function_name",
  "migration_id",
  "db_name",
  "module name",
  "module/service",
  "service name",
  "related table",
  "relationship description",
  "how it uses this table",
  "read/write operations",
  "purpose description",
  "team/service",
  "when/why",
  "column1, column2",
  "table(column)",
  "handling requirements",
  "schema change / data migration",
  "applied / pending / rolled back",
  "description of changes made",
  "gdpr, soc2, etc.",
  "archive to s3 after 1 year",
  "what this view provides",
  "what this procedure does",
  "brief description of what this table stores",
  "performance optimization for...",
  "date",
  "version",
  "author",
  "description",
  "brief description",
  "your name",
  "agent name",
  "your project",
  "project name",
  "x.y.z",
]);

/** What the template writes without brackets where a value belongs, lower case. */
const bareWords: ReadonlySet<string> = new Set([
  "yyyy-mm-dd",
  "x.y.z",
  "yes/no",
  "in/out",
  "btree/hash",
  "cascade/restrict",
  "type constraints",
  // What a finding leaves open in a section that it gives to paste.
  "…",
]);

/** Words between brackets that a template would hold: `[table_name]`, `[YYYY-MM-DD]`, `[e.g., 7 years]`. A link, an array, a remark in brackets is none. */
function isTemplateWord(inner: string): boolean {
  const word = inner.trim().toLowerCase();
  return (
    templateWords.has(word) ||
    /^e\.?\s?g\b/.test(word) ||
    /^yyyy/.test(word) ||
    /^(your|insert|brief|describe|description of|name of|list of|todo|tbd|fill in|replace)\b/.test(word) ||
    /[_ ]names?$/.test(word)
  );
}

/** Whether a whole value is a placeholder (`[YYYY-MM-DD]`, `YYYY-MM-DD`, `fk_[name]`, `idx_[name]`). */
export function isPlaceholder(raw: string): boolean {
  if (!/[[`*\s]/.test(raw)) return bareWords.has(raw.toLowerCase());
  const text = raw.replaceAll(/[`*]/g, "").trim();
  if (text.length > 300) return false;
  if (bareWords.has(text.toLowerCase())) return true;
  const whole = /^\w{0,20}\[([^[\]]{1,200})\](?:\s*[-–—:]\s*\[[^[\]]*\])?$/.exec(text);
  return whole?.[1] !== undefined && isTemplateWord(whole[1]);
}

/** A text that opens with a word and a bracket, or an escape. */
const bracketed = /"[\w\s`*\\]*\[|\\[u/]/;
const bareWord = new RegExp(
  [...bareWords].map((word) => [...word].map((sign) => sign.replace(".", "\\.")).join("[`*]*")).join("|"),
  "i",
);

/** Whether any text within this JSON may be a placeholder, without reading it. What escapes letters or slashes may spell anything. */
export function mayHoldPlaceholder(json: string): boolean {
  return bracketed.test(json) || bareWord.test(json);
}

/** `YYYY-MM-DD` or `…` as all that stands behind a label, in a cell, in an item or behind its dash. */
const leftOpen =
  /(?<=^[ \t]*(?:[-*+][ \t]+)?(?:\*\*[^*\n]{0,100}\*\*:?[ \t]*)?|\|[ \t]*|[ \t][-–—][ \t]+)(`?)(?:…|YYYY-MM-DD)\1(?=[ \t]*$|[ \t]*\||[ \t]+[-–—][ \t])/gm;

/** The placeholders in a stretch of text. Code spans count too; links (`[a](b)`), arrays (`text[]`, `a[1]`) and task boxes do not. */
export function findPlaceholders(contract: ContractText, range: Range): Located<string>[] {
  const found: Located<string>[] = [];
  const text = contract.raw(range);
  for (let at = text.indexOf("["); at !== -1; at = text.indexOf("[", at + 1)) {
    const match = /^\[([^[\]\n]{1,200})\](?![([])/.exec(text.slice(at, at + 204));
    if (match?.[1] === undefined || !isTemplateWord(match[1])) continue;
    const start = range.start + at;
    found.push(contract.located(match[0], { start, end: start + match[0].length }));
  }
  for (const match of text.matchAll(leftOpen)) {
    const start = range.start + match.index;
    found.push(contract.located(match[0], { start, end: start + match[0].length }));
  }
  return found;
}
