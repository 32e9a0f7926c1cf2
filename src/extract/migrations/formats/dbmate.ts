import type { Format } from "../format.ts";

/** `-- migrate:up transaction:false`, `-- migrate:down`. https://github.com/amacneil/dbmate#migration-options */
export const dbmate: Format = {
  tool: "dbmate",
  markers: {
    line: /^[ \t]*--[ \t]*migrate:(?<direction>up|down)\b.*$/gim,
    needsBoth: false,
    startsUp: false,
    withoutTransaction: /\btransaction:false\b/i,
  },
  transaction: "wrapped",
  down: "yes",
};
