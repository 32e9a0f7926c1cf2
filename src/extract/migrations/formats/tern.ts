import type { Format } from "../format.ts";

/** Up above and down below `---- create above / drop below ----`. https://github.com/jackc/tern#migrations */
export const tern: Format = {
  tool: "tern",
  markers: {
    line: /^[ \t]*-{2,}[ \t]*create above[ \t]*\/[ \t]*drop below[ \t]*-*[ \t]*$/gim,
    needsBoth: false,
    startsUp: true,
    withoutTransaction: undefined,
  },
  transaction: "wrapped",
  withoutTransaction: /^[ \t]*-{2,}[ \t]*tern:[ \t]*disable-tx\b/im,
  down: "yes",
};
