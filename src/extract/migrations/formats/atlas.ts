import type { Format } from "../format.ts";

/** Plain dated files beside an `atlas.sum`; `-- atlas:txmode none` switches the transaction off. https://atlasgo.io/concepts/migration-directory-integrity */
export const atlas: Format = {
  tool: "atlas",
  transaction: "wrapped",
  withoutTransaction: /^--[ \t]*atlas:txmode[ \t]+none\b/m,
  down: "if-used",
};
