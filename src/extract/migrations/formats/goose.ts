import type { Format } from "../format.ts";

/** `-- +goose Up`, `-- +goose Down`, `-- +goose NO TRANSACTION`. https://pressly.github.io/goose/documentation/annotations/ */
export const goose: Format = {
  tool: "goose",
  markers: {
    line: /^[ \t]*--[ \t]*\+goose[ \t]+(?<direction>up|down)\b.*$/gim,
    needsBoth: false,
    startsUp: false,
    withoutTransaction: undefined,
  },
  transaction: "wrapped",
  withoutTransaction: /^[ \t]*--[ \t]*\+goose[ \t]+no[ \t]+transaction\b/im,
  down: "yes",
};
