import type { Contracts } from "../../model/contract.ts";
import type { Located, Location } from "../../model/location.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { withEntry } from "../migrations/example-entry.ts";
import { newHistoryEntries } from "../migrations/history-entries.ts";
import { newEntries } from "../versioning/change-log.ts";
import { unnamedModules } from "./unnamed-modules.ts";

const section = (purpose: string) =>
  `### Table: coupons\n\n**Created:** 2026-03-02\n**Purpose:** ${purpose}\n\n#### Columns\n\n| Column Name | Data Type | Nullable | Default | Constraints | Description |\n|---|---|---|---|---|---|\n| code | text | NO | - | PRIMARY KEY | What people type |\n\n## Views\n`;
const migration = "CREATE TABLE coupons (code text PRIMARY KEY);";

/** A part that is filled in has no template text left: what still reads `[…]` is a promise that nobody made. */
export const contractPlaceholder = defineRule({
  id: "contract-placeholder",
  on: "pull-request",
  section: "Template Instructions",
  severity: "warning",
  summary: "Disallow template placeholders in parts of a contract that are filled in",
  whenToWaive: "When the text between the brackets is meant literally.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "A purpose that nobody wrote",
        migration,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [["## Views\n", section("[Brief description of what this table stores]")]],
        },
      },
      {
        title: "Pasted, and not filled in",
        migration,
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["## Views\n", section("…")]] },
      },
      {
        title: "The same words stand in another section already",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md": `# Database Schema Contract\n\n**Version:** 1.0.0\n**Status:** Active\n\n## Tables\n\n### Table: t\n\n**Purpose:** [Brief description of what this table stores]\n\n#### Columns\n\n| Column Name | Data Type |\n|---|---|\n| id | integer |\n\n## Views\n`,
        },
        migration,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [["## Views\n", section("[Brief description of what this table stores]")]],
        },
      },
      {
        title: "Filled in, and still an initial template",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md":
            "# Database Schema Contract\n\n**Version:** 1.0.0\n**Status:** Initial Template\n\n## Tables\n",
        },
        migration,
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["## Tables\n", `## Tables\n\n${section("Reductions")}`]] },
      },
      {
        title: "Beside modules that are named",
        migration: "ALTER TABLE users ADD COLUMN phone text;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "- `profile-api` - Reads and writes profiles\n",
              "- `profile-api` - Reads and writes profiles\n- [Service Name] - [Read/Write operations]\n",
            ],
          ],
        },
      },
    ],
    valid: [
      {
        title: "Three dots within a sentence leave nothing open",
        migration,
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["## Views\n", section("Reductions, seasonal, personal … as sold")]] },
      },
      {
        title: "A form of dates that a column is described by",
        migration,
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["## Views\n", section("Reductions by day, YYYY-MM-DD")]] },
      },
      {
        title: "A name of somebody's own between brackets",
        migration: "ALTER TABLE users ADD COLUMN phone text;",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["- `profile-api` - Reads", "- [profile-api] - Reads"]] },
      },
      {
        title: "In place of every module: used-by-missing speaks",
        migration: "ALTER TABLE users ADD COLUMN phone text;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "- `auth-service` - Signs people in\n- `profile-api` - Reads and writes profiles\n",
              "- [Module Name] - [How it uses this table]\n",
            ],
          ],
        },
      },
      {
        title: "All filled in",
        migration,
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["## Views\n", section("Reductions")]] },
      },
      {
        title: "Brackets that are no placeholder",
        migration,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [["## Views\n", section("Reductions, see [the manual](https://example.com)")]],
        },
      },
      {
        title: "The template, not filled in yet",
        head: {
          "DATABASE_SCHEMA_CONTRACT.md":
            "# Database Schema Contract\n\n**Version:** 1.0.0\n**Status:** Initial Template\n\n## Tables\n\n### Table: [table_name]\n\n**Purpose:** [Brief description]\n",
        },
      },
      {
        title: "An open answer of a new entry: migration-history-incomplete speaks",
        migration,
        edits: withEntry(["**Affected Modules:** None", "**Affected Modules:** [List]"]),
      },
      {
        title: "An open cell of a new row: changelog-entry-incomplete speaks",
        migration,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "| profile-api stops reading it |\n",
              "| profile-api stops reading it |\n| [YYYY-MM-DD] | 1.5.0 | me | Coupons | None |\n",
            ],
          ],
        },
      },
      {
        title: "It was there before",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md": `# Database Schema Contract\n\n**Version:** 1.0.0\n**Status:** Active\n\n## Tables\n\n${section("[Brief description of what this table stores]")}`,
        },
        head: { "migrations/0002_example.sql": "CREATE TABLE other (id integer);" },
      },
    ],
  },

  *check(context) {
    const found = newPlaceholders(context);
    for (const [index, { value, at }] of found.entries()) {
      const isBeside = (one: Located<string>) => one.at.path === at.path && one.at.start.line === at.start.line;
      if (found.slice(0, index).some(isBeside)) continue;
      const texts = found.filter(isBeside).map((one) => one.value);
      yield { at, subject: value, data: { texts, place: `${at.path}:${at.start.line}` } };
    }
  },

  explain: ({ texts, place }) => ({
    what: `${codeList(texts)} ${texts.length === 1 ? "is" : "are"} the template's text, left in a part of the contract that is filled in.`,
    why: "Readers cannot tell what is promised from what was forgotten.",
    fix: `Write at ${code(place)} what holds for this project, or delete the line.`,
  }),
});

function newPlaceholders(context: RuleContext): readonly Located<string>[] {
  const { base, head, comparison } = context;
  const [before, after] = [base, head].map((contracts) => [
    ...(contracts.database?.placeholders ?? []),
    ...(contracts.sql?.placeholders ?? []),
    ...(contracts.api?.placeholders ?? []),
    ...[...comparison.touched.tables].flatMap((name) => contracts.database?.tables.get(name)?.placeholders ?? []),
  ]);
  const known = new Set(before?.map((one) => wordsAndHeading(one, base)));
  const fresh = after?.filter((one) => !known.has(wordsAndHeading(one, head))) ?? [];
  const unnamed = modulesLeftOpen(context);
  const isTold = (one: Located<string>) => unnamed.has(one.at.start.offset) && one.at.path === head.database?.path;
  return [...fresh.filter((one) => !isOpenAnswer(one, context) && !isTold(one)), ...initialStatus(base, head)];
}

/** Where the template's words stand in place of every module that uses an object: used-by-missing says that none is named. */
function modulesLeftOpen(context: RuleContext): ReadonlySet<number> {
  const database = context.head.database;
  const offsets = new Set<number>();
  if (database === undefined) return offsets;
  for (const { name, headingAt } of unnamedModules(context)) {
    for (const { at } of database.tables.get(name)?.placeholders ?? []) {
      const before = database.text.slice(headingAt.start.offset, at.start.offset);
      const label = [...before.matchAll(/^[ \t]*(?:[-*+][ \t]+)?(?:\*\*([^*\n]+)\*\*|#+[ \t]+(.+)$)/gm)].at(-1);
      if (/\bused by\b/i.test(label?.[1] ?? label?.[2] ?? "")) offsets.add(at.start.offset);
    }
  }
  return offsets;
}

/** A whole answer of a new entry: migration-history-incomplete and changelog-entry-incomplete say that it is open. */
function isOpenAnswer({ value, at }: Located<string>, context: RuleContext): boolean {
  const holds = (place: Location) =>
    place.path === at.path && place.start.offset <= at.start.offset && at.end.offset <= place.end.offset;
  const entry = newHistoryEntries(context).find((one) => holds(one.at));
  if (entry !== undefined) {
    const lines = entry.text.split("\n");
    const line = lines[at.start.line - entry.at.start.line] ?? "";
    return line.replace(/^\s*(?:[-+*]\s+)?(?:\*\*[^*]*\*\*:?)?/, "").trim() === value;
  }
  const rows = (["database", "sql", "api"] as const).flatMap((kind) => {
    const header = context.head[kind]?.header;
    return header === undefined ? [] : newEntries(context.base[kind]?.header, header);
  });
  const row = rows.find((one) => holds(one.at));
  return row !== undefined && [row.date, row.version, row.author, row.changes, row.impact].includes(value);
}

/** The template's words under the heading they stand under: the same words in another section are another omission. */
function wordsAndHeading({ value, at }: Located<string>, { database, sql, api }: Contracts): string {
  const text = [database, sql, api].find((one) => one?.path === at.path)?.text ?? "";
  const heading = text.lastIndexOf("\n#", at.start.offset);
  return `${heading === -1 ? "" : text.slice(heading + 1, text.indexOf("\n", heading + 1))}\n${value}`;
}

/** A contract becomes a real one with its first table; from then on it is no initial template. */
function initialStatus(base: Contracts, head: Contracts): readonly Located<string>[] {
  const status = head.database?.header.status;
  const wasFilled = (base.database?.tables.size ?? 0) > 0;
  if (status === undefined || wasFilled || head.database?.tables.size === 0) return [];
  return /initial\s+template/i.test(status.value) ? [status] : [];
}
