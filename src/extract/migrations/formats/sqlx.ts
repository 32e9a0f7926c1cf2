import type { Format } from "../format.ts";

/** The names of golang-migrate or plain numbered files, in a Rust crate; in a transaction unless the file begins with `-- no-transaction`. https://docs.rs/sqlx/latest/sqlx/migrate */
export const sqlx: Format = {
  tool: "sqlx",
  transaction: "wrapped",
  withoutTransaction: /^--[ \t]*no-transaction\b/,
  down: "if-used",
};
