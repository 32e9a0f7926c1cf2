import type { Dialect } from "../../model/schema.ts";
import { code } from "../../text/markdown.ts";
import { utf8Length } from "../../text/utf8-length.ts";
import { defineRule } from "../define-rule.ts";
import { newNames, placeOfGiven } from "./given-names.ts";

const long = "number_of_orders_that_were_placed_by_a_person_in_the_last_calendar_year";

/** How long a name may be. PostgreSQL counts bytes and cuts; MySQL and SQL Server count characters and refuse; SQLite has no limit. */
const limits: Readonly<Partial<Record<Dialect, { readonly most: number; readonly unit: "bytes" | "characters" }>>> = {
  postgresql: { most: 63, unit: "bytes" },
  mysql: { most: 64, unit: "characters" },
  sqlserver: { most: 128, unit: "characters" },
};

/** A name that is cut is another name: the next migration does not find it, and two long names may become one. */
export const identifierTooLong = defineRule({
  id: "identifier-too-long",
  on: "pull-request",
  section: "Schema Overview",
  severity: "warning",
  summary: "Warn of names that are longer than the server keeps",
  dialects: ["postgresql", "mysql", "sqlserver"],
  whenToWaive: "The server was built with another limit (`NAMEDATALEN`).",
  mend: ["raw-sql"],
  examples: {
    invalid: [
      `ALTER TABLE users ADD COLUMN ${long} integer;`,
      `CREATE INDEX "idx_orders_user_id_status_total_placed_at_for_the_list_of_open_orders" ON orders (user_id);`,
      { title: "Bytes count, not letters", migration: `ALTER TABLE users RENAME COLUMN name TO "${"ü".repeat(32)}";` },
    ],
    valid: [
      { title: "63 bytes fit", migration: `ALTER TABLE users ADD COLUMN ${long.slice(0, 63)} integer;` },
      "CREATE TABLE coupons (code text PRIMARY KEY, CONSTRAINT coupons_code_check CHECK (code <> ''));",
      { title: "A long text is no name", migration: `COMMENT ON TABLE users IS '${long}';` },
      {
        title: "The server cuts the names that it chooses by its own rules",
        migration: `CREATE TABLE ${long.slice(0, 60)} (id integer PRIMARY KEY, code text UNIQUE);`,
      },
      { title: "What is dropped is not named", migration: `DROP INDEX IF EXISTS ${long};` },
      { title: "The column was there", migration: "ALTER TABLE users ADD COLUMN IF NOT EXISTS name text;" },
    ],
  },

  *check(context) {
    const limit = limits[context.comparison.head.dialect];
    if (limit === undefined) return;
    const isCut = limit.unit === "bytes";
    for (const given of newNames(context)) {
      const { noun, name, owner, operation } = given;
      const written = isCut ? writtenName(operation.statement.text, name, limit.most) : name;
      const length = isCut ? utf8Length(written) : [...written].length;
      if (length <= limit.most) continue;
      const subject = owner === "" ? written : `${owner}.${written}`;
      yield {
        at: placeOfGiven(given),
        subject,
        data: { noun, name: written, kept: isCut ? name : "", length, ...limit },
      };
    }
  },

  explain: ({ noun, name, kept, length, most, unit }) => ({
    what: `The name of the ${noun} ${code(name)} has ${length} ${unit}; the server takes ${most}.`,
    why:
      kept === ""
        ? "The server refuses the statement, and the migration fails."
        : `The server cuts it to ${code(kept)} with no more than a notice: who looks for the full name in the catalog does not find it, and another long name with the same beginning is taken for the same.`,
    fix: `Choose a name of at most ${most} ${unit}.`,
  }),
});

/** The name as the statement spells it: the reader, like the server, has cut it already. */
function writtenName(text: string, name: string, most: number): string {
  // A character of up to four bytes may have been cut off whole.
  if (utf8Length(name) <= most - 4) return name;
  for (const [token] of text.matchAll(/"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*/gu)) {
    const written = token.startsWith('"') ? token.slice(1, -1).replaceAll('""', '"') : token.toLowerCase();
    if (written.length > name.length && written.startsWith(name) && utf8Length(written) > most) return written;
  }
  return name;
}
