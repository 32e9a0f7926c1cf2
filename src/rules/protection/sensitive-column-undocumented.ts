import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { type ChangedColumn, changedColumns } from "../changed-columns.ts";
import { defineRule } from "../define-rule.ts";
import { protectedShop, withRow } from "./example-shop.ts";
import { sensitivePattern, sensitivePatterns } from "./sensitive-names.ts";
import { sensitiveRow } from "./sensitive-rows.ts";

const ownWords = {
  ...protectedShop,
  ".github/schema-warden.yml": "rules:\n  sensitive-column-undocumented: { also: [kundennummer] }\n",
};

/** What is personal or secret is listed before the first value is stored: nobody protects, exports or erases what nobody knows of. */
export const sensitiveColumnUndocumented = defineRule({
  id: "sensitive-column-undocumented",
  on: "pull-request",
  section: "Sensitive Data",
  severity: "error",
  summary: "Require a row in Sensitive Data for every new column that looks like personal data or a secret",
  whenToWaive:
    "The name only looks like it: `address` for an address of memory, `token` for a word of a text. If many columns are meant, change `patterns` or `except` instead.",
  mend: ["edit-contract"],
  settings: {
    patterns: {
      default: sensitivePatterns,
      meaning:
        "Words that name personal data or secrets, as parts of snake case names; `api_key` also finds `apiKey` and `stripe_api_key_hash`, and not `api_key_count`. A list of your own takes their place.",
    },
    also: {
      default: [],
      meaning: "Further words that name personal data or secrets, beside `patterns`: `kundennummer`.",
    },
    except: {
      default: [],
      meaning: "Columns that look sensitive and are not, by name: `token`, or with their table, `lexemes.token`.",
    },
  },
  examples: {
    base: protectedShop,
    invalid: [
      "ALTER TABLE users ADD COLUMN phone_number varchar(20);",
      "CREATE TABLE api_clients (id integer PRIMARY KEY, label text, api_key_hash bytea NOT NULL);",
      {
        title: "A new name tells what it was all along",
        migration: "ALTER TABLE users RENAME COLUMN name TO full_name;",
      },
      {
        title: "A word of the configuration's own",
        base: ownWords,
        migration: "ALTER TABLE users ADD COLUMN kundennummer text;",
      },
      {
        title: "The usual ones hold beside it",
        base: ownWords,
        migration: "ALTER TABLE users ADD COLUMN phone_number varchar(20);",
      },
    ],
    valid: [
      {
        title: "The row is there",
        migration: "ALTER TABLE users ADD COLUMN phone_number varchar(20);",
        edits: withRow("sensitive", "| users | phone_number | AES-256 | YES | For couriers |"),
      },
      {
        title: "The whole table is listed",
        migration: "CREATE TABLE passports (id integer PRIMARY KEY, passport_number text);",
        edits: withRow("sensitive", "| passports | ALL | AES-256 | YES | |"),
      },
      {
        title: "When it happened, not what it is",
        migration: "ALTER TABLE users ADD COLUMN email_verified_at timestamp;",
      },
      "ALTER TABLE users ADD COLUMN password_changed_at timestamp, ADD COLUMN phone_type text;",
      { title: "A word that nobody named", migration: "ALTER TABLE users ADD COLUMN kundennummer text;" },
      {
        title: "A word of the configuration's own, about something else",
        base: ownWords,
        migration: "ALTER TABLE users ADD COLUMN kundennummer_count integer;",
      },
      { title: "A reference", migration: "ALTER TABLE orders ADD COLUMN address_id bigint;" },
      {
        title: "A question",
        migration: "ALTER TABLE users ADD COLUMN is_email_public boolean, ADD COLUMN has_password boolean;",
      },
      { title: "A count", migration: "ALTER TABLE users ADD COLUMN token_count integer, ADD COLUMN emails integer;" },
      { title: "It was there", migration: "ALTER TABLE users ADD COLUMN IF NOT EXISTS email text;" },
      { title: "Gone again", migration: "ALTER TABLE users ADD COLUMN ssn text;\nALTER TABLE users DROP COLUMN ssn;" },
      "CREATE TEMPORARY TABLE mailing (email text);",
    ],
  },

  *check(context) {
    const contract = context.head.database;
    if (contract === undefined) return;
    const patterns = [...context.settings.list("patterns"), ...context.settings.list("also")];
    const except = new Set(context.settings.list("except"));
    for (const changed of changedColumns(context)) {
      const { key, column, how, at } = changed;
      const subject = `${key}.${column.name}`;
      const pattern = sensitivePattern(column.name, column.type, patterns);
      if (how === "retyped" || pattern === undefined || isReference(changed)) continue;
      if (except.has(column.name) || except.has(subject) || sensitiveRow(contract, key, column.name)) continue;
      yield {
        at,
        subject,
        data: { table: key, column: column.name, pattern, how, contract: contract.path, isSecret: isSecret(pattern) },
      };
    }
  },

  explain: ({ table, column, pattern, how, contract, isSecret: secret }) => ({
    what: `The ${how} column ${code(`${table}.${column}`)} looks like ${secret ? "a secret" : "personal data"} (${code(pattern)}), and Sensitive Data does not list it.`,
    why: "What the contract does not list is not encrypted, not masked in copies and logs, and forgotten when somebody asks for their data or its erasure.",
    fix: `Add it to Sensitive Data in ${code(contract)}, with the protection that it has:\n\n${fenced("markdown", `| ${table} | ${column} | ${secret ? "…" : "None"} | ${secret ? "NO" : "YES"} | … |`)}`,
  }),
});

/** A number that stands for a row elsewhere is no value of its own; a text that does is the value all the same. */
function isReference({ table, column }: ChangedColumn): boolean {
  const refers = table.constraints.some(
    (constraint) => constraint.kind === "foreign-key" && constraint.columns.includes(column.name),
  );
  return refers && /^(?:smallint|integer|bigint|int|uuid|numeric)/i.test(column.type?.base ?? "");
}

function isSecret(pattern: string): boolean {
  return /pass|pwd|secret|key|token|otp|code|credential|answer|cvv|cvc|senha|contrasena/.test(pattern);
}
