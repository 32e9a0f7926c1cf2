import type { Format } from "../format.ts";

/** `-- +migrate Up`, `-- +migrate Down notransaction`, and Micrate's `-- +micrate Up`. https://github.com/rubenv/sql-migrate#writing-migrations */
export const sqlMigrate: Format = {
  tool: "sql-migrate",
  markers: {
    line: /^[ \t]*--[ \t]*\+mi[gc]rate[ \t]+(?<direction>up|down)\b.*$/gim,
    needsBoth: false,
    startsUp: false,
    withoutTransaction: /\bnotransaction\b/i,
  },
  transaction: "wrapped",
  down: "yes",
};
