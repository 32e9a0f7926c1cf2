import { matchesGlobs } from "../../text/globs.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { newTables } from "../new-tables.ts";

/** Columns that every table of the house has, so that tools and people can count on them. */
export const requiredColumns = defineRule({
  id: "required-columns",
  on: "pull-request",
  section: "Tables",
  severity: "off",
  summary: "Warn of new tables that lack a column which every table is to have",
  whenToWaive: "Rows are written once and never change, or only join two other tables.",
  settings: {
    columns: { default: ["created_at", "updated_at"], meaning: "Columns that every new table must have." },
    except: { default: [], meaning: "Globs of tables that need none of them: `*_archive`." },
  },
  examples: {
    invalid: [
      "CREATE TABLE coupons (code text PRIMARY KEY);",
      "CREATE TABLE coupons (code text PRIMARY KEY, created_at timestamp NOT NULL DEFAULT now());",
    ],
    valid: [
      "CREATE TABLE coupons (code text PRIMARY KEY, created_at timestamp, updated_at timestamp);",
      {
        title: "Added afterwards",
        migration:
          "CREATE TABLE coupons (code text PRIMARY KEY, created_at timestamp);\nALTER TABLE coupons ADD COLUMN updated_at timestamp;",
      },
      { title: "A table that was there", migration: "ALTER TABLE users ADD COLUMN fax text;" },
      {
        title: "It only joins two others",
        migration:
          "CREATE TABLE likes (user_id integer REFERENCES users (id), order_id integer REFERENCES orders (id), PRIMARY KEY (user_id, order_id));",
      },
      "CREATE TEMPORARY TABLE batch (id integer);",
      {
        title: "A partition has its parent's",
        migration:
          "CREATE TABLE a (id integer PRIMARY KEY, created_at date, updated_at date) PARTITION BY RANGE (id);\nCREATE TABLE a1 PARTITION OF a FOR VALUES FROM (0) TO (9);",
      },
    ],
  },

  *check(context) {
    const wanted = context.settings.list("columns");
    const except = context.settings.list("except");
    for (const { table, key, operation } of newTables(context)) {
      const names = new Set(table.columns.map(({ name }) => name.toLowerCase()));
      const missing = wanted.filter((name) => !names.has(name.toLowerCase()));
      const keys = table.constraints.flatMap((one) => (one.kind === "foreign-key" ? one.columns : []));
      const isJoin = table.columns.length > 1 && table.columns.every(({ name }) => keys.includes(name));
      if (missing.length === 0 || isJoin || matchesGlobs(key, except)) continue;
      yield { at: operation.at, subject: key, data: { table: key, missing } };
    }
  },

  explain: ({ table, missing }) => ({
    what: `The new table ${code(table)} lacks ${codeList(missing)}, which every table here has.`,
    why: "What is written for all tables (clean-up, exports, audits) fails on this one, or leaves it out.",
    fix: `Add ${codeList(missing)} to the CREATE TABLE and to the table's section of the contract.`,
  }),
});
