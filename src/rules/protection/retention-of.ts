import type { DatabaseContract, Retention } from "../../model/contract.ts";
import { type QualifiedName, sameName } from "../../model/name.ts";

/** The row of Data Retention Policies that holds for a table: its own, that of its schema, or the one for all others. */
export function retentionOf({ retention }: DatabaseContract, name: QualifiedName): Retention | undefined {
  return (
    retention.find(({ table }) => sameName(table, name)) ??
    retention.find(({ table }) => table.name === "*" && table.schema !== undefined && table.schema === name.schema) ??
    retention.find(({ table }) => table.name === "*" && table.schema === undefined)
  );
}

const days: readonly (readonly [RegExp, number])[] = [
  [/^(?:years?|yrs?|y|jahre?n?|ans?|années?|años?|anos?|лет|года?)$/i, 365],
  [/^(?:quarters?|quartale?)$/i, 91],
  [/^(?:months?|mons?|mo|monate?n?|mois|mes|meses|mês|месяц\p{L}*)$/iu, 30],
  [/^(?:weeks?|w|wochen?|semaines?|semanas?|недел\p{L}*)$/iu, 7],
  [/^(?:days?|d|tage?n?|jours?|días?|dias?|дн\p{L}*)$/iu, 1],
  [/^(?:hours?|hrs?|h|stunden?|heures?|horas?)$/i, 1 / 24],
  [/^(?:minutes?|mins?|m)$/i, 1 / 1440],
  [/^(?:seconds?|secs?|s)$/i, 1 / 86_400],
];
const asian: Readonly<Record<string, number>> = {
  年: 365,
  个月: 30,
  か月: 30,
  ヶ月: 30,
  月: 30,
  周: 7,
  週間: 7,
  天: 1,
  日: 1,
};

/**
 * The days that a period says, with years of 365 and months of 30 of them: `7 years`, `1 year 6 months`, `90d`, `30 days after closing`.
 * Of a range the shorter end; infinite for "indefinitely"; `undefined` where it says no time.
 */
export function daysOf(period: string): number | undefined {
  if (
    /\b(?:indefinite(?:ly)?|forever|for ever|permanent(?:ly)?|never deleted?|unlimited|always|unbegrenzt|dauerhaft)\b|永久/i.test(
      period,
    )
  )
    return Number.POSITIVE_INFINITY;
  const range = /^\D*?(\d+(?:[.,]\d+)?)\s*(?:-|–|to|bis)\s*\d+(?:[.,]\d+)?\s*(\p{L}+)/iu.exec(period);
  if (range?.[1] !== undefined && range[2] !== undefined) return inDays(range[1], range[2]);
  let sum: number | undefined;
  let end = 0;
  for (const match of period.matchAll(/(\d+(?:[.,]\d+)?)\s*[- ]?\s*(\p{L}+)/giu)) {
    const part = inDays(match[1] ?? "", match[2] ?? "");
    // "7 years (archived after 1 year)": only what follows at once belongs to the same period.
    if (
      part === undefined ||
      (sum !== undefined && !/^[\s,]*(?:and|und|y|et|e)?[\s,]*$/i.test(period.slice(end, match.index)))
    )
      break;
    sum = (sum ?? 0) + part;
    end = match.index + match[0].length;
  }
  return sum;
}

function inDays(count: string, unit: string): number | undefined {
  const each =
    days.find(([pattern]) => pattern.test(unit))?.[1] ??
    asian[Object.keys(asian).find((one) => unit.startsWith(one)) ?? ""];
  return each === undefined ? undefined : Number(count.replace(",", ".")) * each;
}
