import type { DataType } from "../../model/expression.ts";
import { keyOf } from "../../model/name.ts";
import type { Column } from "../../model/schema.ts";
import { code } from "../../text/markdown.ts";
import { changedColumns } from "../changed-columns.ts";
import { changedMigrations } from "../changed-migrations.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { protectedShop, withRow } from "./example-shop.ts";
import { neededBy } from "./protection-needs.ts";
import { sensitiveRow } from "./sensitive-rows.ts";

/** A hash or a cipher is bytes of a certain length: a date, a number or a short text can only hold the value itself. */
export const sensitiveColumnUnprotected = defineRule({
  id: "sensitive-column-unprotected",
  on: "pull-request",
  section: "Sensitive Data",
  severity: "warning",
  summary: "Warn of columns whose type or default cannot be what the contract demands: encrypted or hashed",
  whenToWaive:
    "The protection works below the column, on the disk or by an extension that keeps the type; better say so in the Encryption cell (`AES-256 at rest`).",
  mend: ["edit-contract"],
  examples: {
    base: protectedShop,
    invalid: [
      {
        title: "A date holds no cipher text",
        migration: "ALTER TABLE users ADD COLUMN date_of_birth date;",
        edits: withRow("sensitive", "| users | date_of_birth | AES-256 | YES | |"),
      },
      {
        title: "bcrypt takes 60 characters",
        migration: "ALTER TABLE users ADD COLUMN password_hash varchar(20);",
        edits: withRow("sensitive", "| users | password_hash | bcrypt | NO | |"),
      },
      {
        title: "A default is the same plain text for everyone",
        migration: "ALTER TABLE users ADD COLUMN password_hash text NOT NULL DEFAULT 'changeme';",
        edits: withRow("sensitive", "| users | password_hash | argon2id | NO | |"),
      },
    ],
    valid: [
      {
        title: "Room for the hash",
        migration: "ALTER TABLE users ADD COLUMN password_hash varchar(60);",
        edits: withRow("sensitive", "| users | password_hash | bcrypt | NO | |"),
      },
      {
        title: "Bytes",
        migration: "ALTER TABLE users ADD COLUMN date_of_birth bytea;",
        edits: withRow("sensitive", "| users | date_of_birth | AES-256-GCM | YES | |"),
      },
      {
        title: "Encrypted on the disk",
        migration: "ALTER TABLE users ADD COLUMN date_of_birth date;",
        edits: withRow("sensitive", "| users | date_of_birth | AES-256 at rest | YES | |"),
      },
      {
        title: "Nothing is demanded",
        migration: "ALTER TABLE users ADD COLUMN phone varchar(20);",
        edits: withRow("sensitive", "| users | phone | None | YES | |"),
      },
      {
        title: "An empty default holds nothing",
        migration: "ALTER TABLE users ADD COLUMN password_hash text NOT NULL DEFAULT '';",
        edits: withRow("sensitive", "| users | password_hash | argon2id | NO | |"),
      },
      {
        title: "It was so before",
        migration: "ALTER TABLE users ADD COLUMN note text;",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["| users | email | None |", "| users | created_at | AES-256 |"]] },
      },
    ],
  },

  *check(context) {
    const contract = context.head.database;
    if (contract === undefined) return;
    for (const { key, column, at } of candidates(context)) {
      const row = sensitiveRow(contract, key, column.name);
      const need = row?.encryption === undefined ? undefined : neededBy(row.encryption);
      if (row?.encryption === undefined || need === undefined) continue;
      const reason = tooSmall(column.type, need.characters, need.bytes) ?? plainDefault(column);
      if (reason === undefined) continue;
      yield {
        at,
        related: [row.at],
        subject: `${key}.${column.name}`,
        data: {
          table: key,
          column: column.name,
          demanded: row.encryption,
          reason,
          needs: need.words,
          ...typeOf(column),
        },
      };
    }
  },

  explain: ({ table, column, demanded, reason, needs, type, default: given }) => ({
    what:
      reason === "default"
        ? `${code(`${table}.${column}`)} gets the default ${code(given)}, and the contract demands ${code(demanded)}.`
        : `${code(`${table}.${column}`)} is ${code(type)}, which cannot hold what the contract demands: ${code(demanded)}.`,
    why:
      reason === "default"
        ? "Each row that is written without a value then holds this text as it stands in the migration, for everybody to read."
        : `${needs} The column can only hold the value as it is, readable for everyone who reads the table or a backup.`,
    fix:
      reason === "default"
        ? "Leave the default out and let the application write the protected value; take NULL for what is not there yet."
        : `Give the column a type with room for it (bytes, or text without a short limit). If the protection is another one, say so in its row under Sensitive Data.`,
  }),
});

/** New and retyped columns, and those that are given a default. */
function* candidates(context: RuleContext) {
  const seen = new Set<string>();
  for (const { key, column, at } of changedColumns(context)) {
    seen.add(`${key}.${column.name}`);
    yield { key, column, at };
  }
  for (const { steps } of changedMigrations(context)) {
    for (const { operation, effect } of steps) {
      if (operation.kind !== "set-default" || effect === "no-effect") continue;
      const key = keyOf(operation.table);
      const column = context.comparison.head.tables.get(key)?.columns.find(({ name }) => name === operation.column);
      if (column === undefined || seen.has(`${key}.${column.name}`)) continue;
      // Its type is what it was before.
      yield { key, column: { ...column, type: undefined }, at: operation.at };
    }
  }
}

const textTypes = /^(?:character varying|varchar|character|char|bpchar|nvarchar|nchar)$/i;
const byteTypes = /^(?:varbinary|binary)$/i;
const roomy = /text|blob|bytea|json|xml|citext|clob|binary|image|^"?any"?$/i;
const plainTypes =
  /^(?:smallint|integer|bigint|int|tinyint|mediumint|numeric|decimal|real|double|float|money|date|time|timestamp|datetime|year|interval|bool|bit|uuid|inet|cidr|macaddr|point|enum)/i;

function tooSmall(type: DataType | undefined, characters: number, bytes: number): "type" | undefined {
  if (type === undefined || type.dimensions > 0) return undefined;
  const length = Number(type.modifiers[0] ?? (/^(?:character|char|nchar)$/i.test(type.base) ? 1 : Number.NaN));
  if (textTypes.test(type.base)) return length < characters ? "type" : undefined;
  if (byteTypes.test(type.base)) return length < bytes ? "type" : undefined;
  return !roomy.test(type.base) && plainTypes.test(type.base) ? "type" : undefined;
}

/** A constant text that is none of the usual forms of a hash or a cipher. */
function plainDefault({ default: value }: Column): "default" | undefined {
  const constant = /^E?'((?:[^']|'')+)'(?:::[\w ]+(?:\(\d+\))?)?$/i.exec(value?.text.trim() ?? "")?.[1];
  if (constant === undefined) return undefined;
  return /^(?:\$\w+\$|\\x|\{\w+\}|[!*]$)/.test(constant) || /^[\da-f]{32,}$/i.test(constant) ? undefined : "default";
}

function typeOf({ type, default: value }: Column): { readonly type: string; readonly default: string } {
  return { type: type?.text ?? "", default: value?.text ?? "" };
}
