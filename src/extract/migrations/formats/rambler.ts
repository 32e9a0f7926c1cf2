import type { Format } from "../format.ts";

/** `-- rambler up`, `-- rambler down`, as often as one likes; each statement is run by itself. https://github.com/elwinar/rambler#migrations */
export const rambler: Format = {
  tool: "rambler",
  markers: {
    line: /^[ \t]*--[ \t]*rambler[ \t]+(?<direction>up|down)\b.*$/gim,
    needsBoth: false,
    startsUp: false,
    withoutTransaction: undefined,
  },
  transaction: "never",
  down: "yes",
};
