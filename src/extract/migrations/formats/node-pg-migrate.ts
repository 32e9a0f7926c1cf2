import type { Format } from "../format.ts";

/** `-- Up Migration`, `-- Down Migration`. https://salsita.github.io/node-pg-migrate/migrations/ */
export const nodePgMigrate: Format = {
  tool: "node-pg-migrate",
  markers: {
    line: /^[ \t]*--[ \t-]*(?<direction>up|down)[ \t]+migration\b.*$/gim,
    needsBoth: false,
    startsUp: true,
    withoutTransaction: undefined,
  },
  transaction: "wrapped",
  withoutTransaction: /^\s*--[\s-]*no\s*transaction\b/i,
  down: "yes",
};
