import { booleanOf } from "../../../text/boolean-words.ts";
import { canonicalInterval } from "./intervals.ts";

const mostOfJson = 20_000;

/** A string constant as SQL text. */
export function quoteLiteral(content: string): string {
  return `'${content.replaceAll("'", "''")}'`;
}

/**
 * A string constant by what it says rather than how: the server keeps a constant as a value of its type and prints that, and whether
 * the type was written or came from the column is not part of the meaning. `type` is `meaning` of a cast on it, if there is one.
 */
export function canonicalString(content: string, type: string | undefined): string {
  if (type === "boolean") return booleanOf(content) ?? quoteLiteral(content);
  if (type?.startsWith("interval") === true) {
    return canonicalContent(canonicalInterval(content, intervalUnit(type)) ?? content);
  }
  if (type === "date" || type?.startsWith("time") === true) return canonicalContent(canonicalMoment(content, true));
  return canonicalContent(content);
}

/** A number without exponent, underscores, base prefix or needless zeros before the point; the scale stays, as in the server's own output. */
export function canonicalNumber(text: string): string {
  const plain = text.replaceAll("_", "");
  if (/^0[xob]/i.test(plain)) return BigInt(plain).toString();
  const match = /^(-?)0*(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(plain);
  if (match === null) return plain;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const power = Number(exponent);
  if (Math.abs(power) > 1000) return plain.toLowerCase();
  const digits = whole + fraction;
  const point = whole.length + power;
  const padded = point > digits.length ? digits.padEnd(point, "0") : point < 0 ? "0".repeat(-point) + digits : digits;
  const integer = padded.slice(0, Math.max(point, 0)).replace(/^0+(?=\d)/, "") || "0";
  const decimals = padded.slice(Math.max(point, 0));
  const number = decimals === "" ? integer : `${integer}.${decimals}`;
  return /^0(?:\.0*)?$/.test(number) ? number : sign + number;
}

function canonicalContent(content: string): string {
  if (content === "true" || content === "false") return content;
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(content)) return canonicalNumber(content);
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(content)) return quoteLiteral(content.toLowerCase());
  if (/^\\x(?:[0-9a-f]{2})+$/i.test(content)) return quoteLiteral(content.toLowerCase());
  if (/^\s*[[{]/.test(content)) return quoteLiteral(canonicalJson(content) ?? canonicalArray(content));
  if (/^\d+ [a-z]+(?: \d+ [a-z]+)*$|^P(?=T?\d)/i.test(content))
    return quoteLiteral(canonicalInterval(content) ?? content);
  return quoteLiteral(canonicalMoment(content, false));
}

/** As `jsonb` prints it: keys by length, then by bytes, one space after colon and comma. */
function canonicalJson(content: string): string | undefined {
  if (content.length > mostOfJson) return undefined;
  try {
    return printJson(JSON.parse(content), 0);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function printJson(value: unknown, depth: number): string {
  if (depth > 500) throw new RangeError("nested too deeply");
  if (Array.isArray(value)) return `[${value.map((item) => printJson(item, depth + 1)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(
    ([left], [right]) => left.length - right.length || (left < right ? -1 : 1),
  );
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}: ${printJson(item, depth + 1)}`).join(", ")}}`;
}

/** `{ a, "b" }` as array output has it: no spaces around commas and braces, no needless quotes. */
function canonicalArray(content: string): string {
  if (content.length > mostOfJson) return content;
  const tokens = content.trim().match(/[{},]|"(?:[^"\\]|\\.)*"|[^\s{},"]+|\s+|"/g) ?? [];
  const isMark = (token: string | undefined): boolean => token === undefined || /^[{},]$/.test(token);
  let text = "";
  for (const [index, token] of tokens.entries()) {
    if (/^\s/.test(token)) {
      if (!isMark(tokens[index - 1]) && !isMark(tokens[index + 1])) text += token;
    } else if (/^"[^\s"\\{},]+"$/.test(token) && token.toLowerCase() !== '"null"') text += token.slice(1, -1);
    else text += token;
  }
  return text;
}

/** Dates and times as ISO output in UTC has them, without a midnight or an offset of nothing. `typed` allows what only a cast makes certain. */
function canonicalMoment(content: string, typed: boolean): string {
  const match =
    /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?\s*(Z|UTC|[+-]00(?::?00)?|[+-]\d{2}(?::?\d{2})?)?)?\s*$/i.exec(
      content,
    );
  if (match === null) return canonicalClock(content, typed);
  const [, year, month = "", day = "", hour, minute, second = "00", fraction = "", zone = ""] = match;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (hour === undefined) return date;
  const offset = /^(?:Z|UTC|[+-]00(?::?00)?|)$/i.test(zone) ? "" : zone.replace(/:?00$/, "");
  const time = `${hour.padStart(2, "0")}:${minute}:${second}${fraction.replace(/\.?0+$/, "")}`;
  return time === "00:00:00" && offset === "" ? date : `${date} ${time}${offset}`;
}

function canonicalClock(content: string, typed: boolean): string {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?(\+00)?$/.exec(content);
  if (match === null) return typed && content.trim().toLowerCase() === "epoch" ? "1970-01-01" : content;
  const [, hour = "", minute, second = "00", fraction = ""] = match;
  return `${hour.padStart(2, "0")}:${minute}:${second}${fraction.replace(/\.?0+$/, "")}`;
}

function intervalUnit(type: string): string {
  return /(year|month|day|hour|minute|second)(?:\(\d+\))?$/.exec(type)?.[1] ?? "second";
}
