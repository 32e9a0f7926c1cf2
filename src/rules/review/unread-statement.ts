import { prose } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { unreadPlaces } from "./unread-places.ts";

/** A statement that nobody could read may drop, lock or change anything: a clean review says nothing about it. */
export const unreadStatement = defineRule({
  id: "unread-statement",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "warning",
  summary: "Warn of statements in migrations that could not be read",
  whenToWaive: "When the server takes the statement as it is and a person has read what it does.",
  mend: ["raw-sql"],
  settings: {
    most: { default: 10, meaning: "How many statements of one file are told one by one; the report lists the rest." },
  },
  examples: {
    invalid: [
      "ALTER TABEL users ADD COLUMN phone text;",
      {
        title: "Another dialect",
        migration: "ALTER TABLE `users` ADD COLUMN `phone` varchar(20) AFTER `email`;",
      },
    ],
    valid: [
      "ALTER TABLE users ADD COLUMN phone text;",
      { title: "Nothing but a comment", migration: "-- ALTER TABEL users ADD COLUMN phone text;\n" },
      {
        title: "A template's placeholder",
        migration: "ALTER TABLE {{ .Schema }}.users ADD COLUMN phone text;",
      },
      {
        title: "Words in a string are no statement",
        migration: "COMMENT ON TABLE users IS 'ALTER TABEL users';",
      },
      {
        title: "SQL that is put together at run time: dynamic-sql-unread speaks",
        migration: "DO $$ BEGIN EXECUTE 'ALTER TABLE ' || current_setting('app.tab') || ' DROP COLUMN a'; END $$;",
      },
    ],
  },

  *check(context) {
    for (const { at, message, more } of unreadPlaces(context, "unread-statement", context.settings.number("most"))) {
      yield { at, subject: message, data: { message, more } };
    }
  },

  explain: ({ message, more }) => ({
    what: `${prose(message)}${more === 0 ? "" : ` ${more} more of this file could not be read either.`}`,
    why: "What it does is no part of this review: whom it breaks, what it locks and what the contract lacks of it would go unseen.",
    fix: "Mend the statement, or say under `database.product` in the configuration which dialect it is in. Where the server does take it as it stands, move it to a migration of its own, so that the rest is reviewed, and have a person read it.",
  }),
});
