import { prose } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { unreadPlaces } from "../review/unread-places.ts";

/** SQL that is put together when it runs may lock, drop or rewrite any table. */
export const dynamicSqlUnread = defineRule({
  id: "dynamic-sql-unread",
  on: "pull-request",
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of SQL in migrations that is put together at run time",
  whenToWaive: "When the statement depends on what the server holds, and a person has read what it can come to.",
  mend: ["raw-sql"],
  examples: {
    invalid: [
      {
        title: "A name from a setting",
        migration:
          "DO $$ BEGIN EXECUTE 'ALTER TABLE ' || current_setting('app.target') || ' DROP COLUMN email'; END $$;",
      },
      {
        title: "Another language",
        migration: "DO LANGUAGE plpython3u $$ plpy.execute('DROP TABLE users') $$;",
      },
    ],
    valid: [
      {
        title: "Put together from constants",
        migration: "DO $$ BEGIN EXECUTE 'ALTER TABLE users ' || 'ADD COLUMN phone text'; END $$;",
      },
      {
        title: "Static SQL in a block",
        migration: "DO $$ BEGIN IF true THEN ALTER TABLE users ADD COLUMN phone text; END IF; END $$;",
      },
      {
        title: "A function that is made and does not run",
        migration:
          "CREATE OR REPLACE FUNCTION wipe(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'TRUNCATE ' || t; END $$;",
      },
      {
        title: "Prepared from a constant",
        migration: "PREPARE one AS SELECT id FROM users WHERE email = $1;\nDEALLOCATE one;",
      },
      {
        title: "A statement that cannot be read: unread-statement speaks",
        migration: "ALTER TABEL users DROP COLUMN email;",
      },
    ],
  },

  *check(context) {
    for (const { at, message } of unreadPlaces(context, "dynamic-sql")) {
      yield { at, subject: message, data: { message } };
    }
  },

  explain: ({ message }) => ({
    what: prose(message),
    why: "Which tables it locks, rewrites or drops is known only when it runs, where nobody can stop it any more.",
    fix: "Write the statements out, one by one. What must go by the server's catalog belongs into a script that a person runs and watches, not into a migration.",
  }),
});
