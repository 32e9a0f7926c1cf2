import { daysOf } from "./retention-of.ts";

const now = String.raw`(?:now\s*\(\s*\)|current_timestamp(?:\s*\(\s*\d*\s*\))?|current_date(?:\s*\(\s*\))?|localtimestamp|statement_timestamp\s*\(\s*\)|transaction_timestamp\s*\(\s*\)|clock_timestamp\s*\(\s*\)|sysdate(?:\s*\(\s*\))?|curdate\s*\(\s*\)|utc_timestamp\s*\(\s*\)|utc_date\s*\(\s*\)|getdate\s*\(\s*\))(?:\s*::\s*\w+)?`;
const interval = String.raw`interval\s*(?:'([^']+)'(?:\s*(year|month|week|day|hour|minute)s?)?|(\d+)\s+(\w+))|'([^']+)'\s*::\s*interval`;
const before = String.raw`<=?\s*(?:\w+\s*\(\s*)?(?:'[^']*'\s*,\s*)?`;

/** Each finds the age from which rows are deleted; what it catches is the words of a period, in one or two pieces. */
const ages: readonly RegExp[] = [
  new RegExp(String.raw`${before}\(?\s*${now}\s*-\s*\(?\s*(?:${interval})`, "i"),
  new RegExp(
    String.raw`<=?\s*(?:date_sub|subdate|adddate|date_add)\s*\(\s*${now}\s*,\s*interval\s+(-?\d+)\s+(\w+)`,
    "i",
  ),
  /<=?\s*(?:datetime|date|strftime|unixepoch|julianday)\s*\([^()]*'now'[^()]*'-\s*(\d+)\s+(\w+)'/i,
  /<=?\s*dateadd\s*\(\s*(\w+)\s*,\s*-\s*(\d+)\s*,/i,
  new RegExp(String.raw`(?:${now}\s*-\s*[\w."]+|age\s*\(\s*[\w."]+\s*\))\s*>=?\s*(?:${interval})`, "i"),
  /<=?\s*current_date\s*-\s*(\d+)(?!\s*\*)\b/i,
];

const absolute = /<=?\s*(?:date|timestamp(?:tz)?|to_date\s*\(|cast\s*\()?\s*'(\d{4}-\d{2}-\d{2})/i;

/**
 * The age in days from which a DELETE takes rows (`created_at < now() - interval '30 days'`), in any dialect's way to say it. A fixed date is
 * measured from today, where somebody said what day it is. `undefined` where the condition is of another kind.
 */
export function purgeAge(statement: string, today: string | undefined): number | undefined {
  const text = statement.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ");
  for (const pattern of ages) {
    const caught = pattern
      .exec(text)
      ?.slice(1)
      .filter((part) => part !== undefined);
    if (caught === undefined) continue;
    const [first = "", second = "day"] = caught;
    const words = /^-?\d+$/.test(first) ? `${first.replace("-", "")} ${second}` : `${first} ${caught[1] ?? ""}`;
    return daysOf(/^\d+$/.test(second) ? `${second} ${first}` : words);
  }
  const date = absolute.exec(text)?.[1];
  if (date === undefined || today === undefined) return undefined;
  const age = (Date.parse(today) - Date.parse(date)) / 86_400_000;
  return age >= 0 ? age : undefined;
}
