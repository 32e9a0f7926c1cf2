import type { Format } from "../format.ts";

/** `{name}.sql` beside `{name}.rollback.sql`; `-- transactional: false` switches the transaction off. https://ollycope.com/software/yoyo/latest/ */
export const yoyo: Format = {
  tool: "yoyo",
  transaction: "wrapped",
  withoutTransaction: /^--[ \t]*transactional:[ \t]*false\b/im,
  down: "yes",
};
