type Amount = { months: number; days: number; microseconds: number };

const second = 1_000_000;
const hour = 3600 * second;

/** What one of each unit is worth, in PostgreSQL's three counts; the spellings are those of its interval input. */
const units: readonly (readonly [RegExp, Amount])[] = [
  [/^(?:millenniums?|millennia|mils?)$/, { months: 12_000, days: 0, microseconds: 0 }],
  [/^(?:centur(?:y|ies)|cent|c)$/, { months: 1200, days: 0, microseconds: 0 }],
  [/^(?:decades?|decs?)$/, { months: 120, days: 0, microseconds: 0 }],
  [/^(?:years?|yrs?|y)$/, { months: 12, days: 0, microseconds: 0 }],
  [/^(?:months?|mons?)$/, { months: 1, days: 0, microseconds: 0 }],
  [/^(?:weeks?|w)$/, { months: 0, days: 7, microseconds: 0 }],
  [/^(?:days?|d)$/, { months: 0, days: 1, microseconds: 0 }],
  [/^(?:hours?|hrs?|h)$/, { months: 0, days: 0, microseconds: hour }],
  [/^(?:minutes?|mins?|m)$/, { months: 0, days: 0, microseconds: 60 * second }],
  [/^(?:seconds?|secs?|s)$/, { months: 0, days: 0, microseconds: second }],
  [/^(?:milliseconds?|msecs?|ms)$/, { months: 0, days: 0, microseconds: 1000 }],
  [/^(?:microseconds?|usecs?|us)$/, { months: 0, days: 0, microseconds: 1 }],
];

/** An interval in words or as a time, `1 hour`, `2 days 03:00`, as PostgreSQL prints it; `undefined` where it is not plainly one. `bareUnit` is what a number without a unit counts. */
export function canonicalInterval(text: string, bareUnit?: string): string | undefined {
  if (text.length > 200) return undefined;
  const total: Amount = { months: 0, days: 0, microseconds: 0 };
  const duration = wordsOfDuration(text.trim());
  let rest = (duration ?? text.trim()).toLowerCase().replace(/^@\s*/, "");
  const ago = /\s+ago$/.test(rest);
  if (ago) rest = rest.replace(/\s+ago$/, "");
  if (rest === "") return undefined;
  for (const part of rest.match(/[+-]?\d+:\d+(?::\d+(?:\.\d*)?)?|[+-]?(?:\d+\.?\d*|\.\d+)\s*[a-z]*|\S+/g) ?? []) {
    if (!add(total, part.trim(), bareUnit)) return undefined;
  }
  const sign = ago ? -1 : 1;
  return printed({ months: sign * total.months, days: sign * total.days, microseconds: sign * total.microseconds });
}

/** `P1DT2H` of ISO 8601 in words. */
function wordsOfDuration(text: string): string | undefined {
  const match =
    /^P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/.exec(
      text,
    );
  if (match === null) return undefined;
  const words = ["year", "month", "week", "day", "hour", "minute", "second"];
  return words
    .flatMap((word, index) => (match[index + 1] === undefined ? [] : [`${match[index + 1]} ${word}`]))
    .join(" ");
}

function add(total: Amount, part: string, bareUnit: string | undefined): boolean {
  const clock = /^([+-]?)(\d+):(\d+)(?::(\d+(?:\.\d*)?))?$/.exec(part);
  if (clock !== null) {
    const [, sign, hours, minutes, seconds = "0"] = clock;
    const time = Number(hours) * hour + Number(minutes) * 60 * second + Math.round(Number(seconds) * second);
    total.microseconds += sign === "-" ? -time : time;
    return true;
  }
  const match = /^([+-]?[\d.]+)\s*([a-z]*)$/.exec(part);
  const count = Number(match?.[1]);
  const unit = units.find(([spelling]) => spelling.test(match?.[2] || (bareUnit ?? "")))?.[1];
  if (unit === undefined || Number.isNaN(count)) return false;
  // A fraction of a month or day spills over into smaller counts by rules that only matter for what nobody writes.
  if (!Number.isInteger(count) && unit.microseconds === 0) return false;
  total.months += count * unit.months;
  total.days += count * unit.days;
  total.microseconds += Math.round(count * unit.microseconds);
  return Number.isSafeInteger(total.microseconds);
}

/** As `interval_out` in the style `postgres`. */
function printed({ months, days, microseconds }: Amount): string {
  const parts: string[] = [];
  let negative = false;
  const field = (count: number, unit: string): void => {
    if (count === 0) return;
    parts.push(`${negative && count > 0 ? "+" : ""}${count} ${unit}${count === 1 ? "" : "s"}`);
    negative = count < 0;
  };
  field(Math.trunc(months / 12), "year");
  field(months % 12, "mon");
  field(days, "day");
  if (microseconds !== 0 || parts.length === 0) {
    const sign = microseconds < 0 ? "-" : negative ? "+" : "";
    parts.push(`${sign}${clockOf(Math.abs(microseconds))}`);
  }
  return parts.join(" ");
}

function clockOf(microseconds: number): string {
  const two = (count: number): string => String(count).padStart(2, "0");
  const whole = Math.floor(microseconds / second);
  const fraction = String(microseconds % second)
    .padStart(6, "0")
    .replace(/0+$/, "");
  const clock = `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return fraction === "" ? clock : `${clock}.${fraction}`;
}
