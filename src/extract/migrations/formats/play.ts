import type { Format } from "../format.ts";

/** `# --- !Ups` or `-- !Ups`, and `!Downs`; statements run one by one. https://www.playframework.com/documentation/latest/Evolutions */
export const play: Format = {
  tool: "play",
  markers: {
    line: /^[ \t]*(?:#|--)[ \t-]*!(?<direction>up|down)s\b.*$/gim,
    needsBoth: false,
    startsUp: false,
    withoutTransaction: undefined,
  },
  transaction: "never",
  down: "yes",
};
