import type { DataType } from "../../model/expression.ts";
import { wordsOf } from "../name-words.ts";

/** Words that name personal data or secrets, as parts of column names are: `api_key` also finds `apiKey`, `stripe_api_key_hash` and `apikey`. */
export const sensitivePatterns: readonly string[] = [
  ..."email e_mail email_address phone telephone mobile_number fax_number address ip_address".split(" "),
  ..."first_name last_name middle_name full_name given_name family_name maiden_name surname".split(" "),
  ..."date_of_birth birth_date birthday dob birth_year place_of_birth birthplace".split(" "),
  ..."ssn social_security national_id national_insurance nino passport driver_license drivers_license".split(" "),
  ..."driving_license driving_licence tax_id tax_number license_plate".split(" "),
  ..."iban bank_account account_number routing_number sort_code credit_card debit_card card_number cvv cvc".split(" "),
  ..."salary gender ethnicity religion nationality sexual_orientation blood_type diagnosis medical_record".split(" "),
  ..."password passwd pwd passphrase passcode pin_code pass_hash credentials security_answer".split(" "),
  ..."secret api_key secret_key private_key access_key encryption_key signing_key".split(" "),
  ..."token otp recovery_code recovery_codes backup_codes".split(" "),
  ..."passwort geburtsdatum telefon vorname nachname contrasena telefono mot_de_passe courriel senha cpf".split(" "),
];

/** What may follow the pattern without making it something else: `password_hash` is a password, `password_changed_at` is none. */
const suffixes = new Set(
  (
    "hash hashed digest encrypted enc ciphertext cipher plain plaintext raw normalized normalised lower canonical number no nr " +
    "value text address primary secondary work home office private personal line old new last digits e164 salt street"
  ).split(" "),
);

/** What turns the column into a question about the thing: `has_password`, `show_email`. */
const questions = new Set(
  "is has can should needs need requires require allow allows show hide use uses send enable disable no".split(" "),
);

/** Nouns of text alone: what holds one as a number counts it, or refers to it. */
const neverNumbers = new Set("email e_mail token secret address password".split(" "));

const numberTypes =
  /^(?:smallint|integer|bigint|int|tinyint|mediumint|numeric|decimal|real|double precision|double|float|money|serial)/i;
const otherTypes = /^(?:bool(?:ean)?|bit|oid|interval|tsvector)/i;
const timeTypes = /^(?:date|time|timestamp|datetime|year)/i;
const birth = /birth|dob|geburt/;

/** The pattern that a column's name, or the name of its own type, fits; `undefined` where it looks like nothing sensitive. */
export function sensitivePattern(
  name: string,
  type: DataType | undefined,
  patterns: readonly string[],
): string | undefined {
  const words = wordsOf(name);
  if (questions.has(words[0] ?? "")) return undefined;
  const found = patterns.find((pattern) => fits(words, pattern) && canHold(type, pattern, words));
  if (found !== undefined || type === undefined) return found;
  const own = wordsOf(type.base.split(".").at(-1) ?? "");
  return patterns.find((pattern) => fits(own, pattern));
}

/** The pattern's words stand in a row, and nothing after them says that it is about something else. */
function fits(words: readonly string[], pattern: string): boolean {
  const wanted = pattern.toLowerCase().split("_");
  for (let start = 0; start < words.length; start += 1) {
    const length = lengthAt(words, start, wanted);
    const rest = words.slice(start + length);
    if (length > 0 && rest.every((word) => suffixes.has(word) || /^\d+$/.test(word))) return true;
  }
  return false;
}

/** How many words from `start` on are the pattern: run together (`firstname`) or apart, the last one in the plural or not. */
function lengthAt(words: readonly string[], start: number, wanted: readonly string[]): number {
  const joined = wanted.join("");
  const same = (word: string | undefined, one: string) => word === one || word === `${one}s` || word === `${one}es`;
  if (same(words[start]?.replace(/\d+$/, ""), joined)) return 1;
  return wanted.every((one, index) => same(words[start + index], one)) ? wanted.length : 0;
}

function canHold(type: DataType | undefined, pattern: string, words: readonly string[]): boolean {
  if (type === undefined || type.dimensions > 0) return true;
  if (otherTypes.test(type.base)) return false;
  if (/^uuid$/i.test(type.base)) return /token|key|secret/.test(pattern);
  if (timeTypes.test(type.base)) return birth.test(pattern);
  if (!numberTypes.test(type.base)) return true;
  return !neverNumbers.has(pattern) && !(words.at(-1) ?? "").endsWith("s");
}
