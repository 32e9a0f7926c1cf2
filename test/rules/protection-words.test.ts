import { describe, expect, test } from "vitest";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import { neededBy } from "../../src/rules/protection/protection-needs.ts";
import { purgeAge } from "../../src/rules/protection/purge-age.ts";
import { daysOf } from "../../src/rules/protection/retention-of.ts";
import { sensitivePattern, sensitivePatterns } from "../../src/rules/protection/sensitive-names.ts";

const sql = await loadPostgresReader();

describe("names that look sensitive", () => {
  const looks = (column: string) => {
    const [name = "", type = "text"] = column.split(" : ");
    return sensitivePattern(name, sql.readType(type), sensitivePatterns) !== undefined;
  };

  test.each([
    "email",
    "Email",
    "contactEmail",
    "work_emails : text[]",
    "emailaddress",
    "email_address",
    "phone_number",
    "phone : bigint",
    "mobilePhone",
    "ssn",
    "ssn : integer",
    "passport_no",
    "dateOfBirth : date",
    "birth_date : timestamptz",
    "dob",
    "firstname",
    "password",
    "encrypted_password",
    "password_hash : bytea",
    "hashed_pwd",
    "apiKey",
    "API_KEY",
    "stripe_api_key_encrypted",
    "refresh_token",
    "reset_token : uuid",
    "client_secret",
    "iban",
    "credit_card",
    "card_number",
    "client_ip_address : inet",
    "home_address_1",
    "contact : email",
    "tax_id : bigint",
  ])("%s does", (column) => expect(looks(column)).toBe(true));

  test.each([
    "email_verified_at : timestamptz",
    "email_verified : boolean",
    "is_email_public : boolean",
    "email_count : integer",
    "emails : integer",
    "email_template",
    "phone_type",
    "password_changed_at : timestamp",
    "has_password : boolean",
    "password_attempts : smallint",
    "token_count : integer",
    "max_tokens : integer",
    "token_type",
    "token_expires_at : timestamptz",
    "address_id : bigint",
    "address_id",
    "api_key_id : uuid",
    "api_key_name",
    "public_key",
    "secretary",
    "emailed_at : timestamptz",
    "passenger_count : integer",
    "passport_expires_on : date",
    "card_type",
    "salary_currency",
    "phonetic_name",
    "telephoned",
    "name",
    "description",
    "created_at : timestamptz",
  ])("%s does not", (column) => expect(looks(column)).toBe(false));
});

describe("periods in days", () => {
  test.each([
    ["7 years", 2555],
    ["1 year 6 months", 545],
    ["90 days", 90],
    ["90d", 90],
    ["30-day", 30],
    ["2 weeks", 14],
    ["30 days after closing", 30],
    ["7 years (archived after 1 year)", 2555],
    ["5-7 years", 1825],
    ["10 Jahre", 3650],
    ["7年", 2555],
    ["Indefinitely", Number.POSITIVE_INFINITY],
    ["As long as the account exists", undefined],
    ["-", undefined],
  ])("%s", (period, expected) => expect(daysOf(period)).toBe(expected));
});

describe("the age from which rows are deleted", () => {
  test.each([
    ["created_at < now() - interval '30 days'", 30],
    ["created_at <= NOW() - '30 days'::interval", 30],
    ["created_at < CURRENT_TIMESTAMP - INTERVAL '1' YEAR", 365],
    ["created_at < now() - interval '1 year 6 months'", 545],
    ["created_at < date_trunc('day', now() - interval '2 weeks')", 14],
    ["created_at < now()::date - interval '90 days'", 90],
    ["created_at < current_date - 30", 30],
    ["created_at < NOW() - INTERVAL 90 DAY", 90],
    ["created_at < DATE_SUB(NOW(), INTERVAL 6 MONTH)", 180],
    ["created_at < datetime('now', '-30 days')", 30],
    ["created_at < DATEADD(day, -30, GETDATE())", 30],
    ["age(created_at) > interval '30 days'", 30],
    ["now() - created_at > interval '30 days'", 30],
    ["created_at < '2026-10-01'", 52],
    ["created_at < date '2026-10-01'", 52],
    ["created_at > now() - interval '30 days'", undefined],
    ["id = 7", undefined],
    ["id = 7 -- < now() - interval '30 days'", undefined],
    ["created_at < '2030-01-01'", undefined],
  ])("%s", (condition, expected) =>
    expect(purgeAge(`DELETE FROM orders WHERE ${condition}`, "2026-11-22")).toBe(expected),
  );

  test("a fixed date tells nothing on an unknown day", () =>
    expect(purgeAge("DELETE FROM orders WHERE created_at < '2026-10-01'", undefined)).toBeUndefined());
});

describe("what a cell of Encryption demands", () => {
  test.each([
    ["bcrypt", 60],
    ["Bcrypt (cost 12)", 60],
    ["argon2id", 90],
    ["SHA-256", 43],
    ["hashed", 22],
    ["AES-256", 24],
    ["pgcrypto", 24],
    ["Encrypted (application)", 24],
    ["AES-256 at rest", undefined],
    ["TLS in transit", undefined],
    ["Masked", undefined],
    ["YES", undefined],
    ["rehash of the plan", undefined],
  ])("%s", (cell, characters) => expect(neededBy(cell)?.characters).toBe(characters));
});
