import type { Format } from "../format.ts";

/** `-- Up` and `-- Down`, `-- ==== UP ====` and `-- ==== DOWN ====`, `--@UP`: the habit of several small runners, believed when both are there. */
export const commented: Format = {
  tool: "sql",
  markers: {
    line: /^[ \t]*--[ \t=@!-]*(?<direction>up|down)[ \t=:-]*$/gim,
    needsBoth: true,
    startsUp: false,
    withoutTransaction: undefined,
  },
  transaction: "together",
  down: "yes",
};
