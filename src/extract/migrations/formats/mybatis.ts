import type { Format } from "../format.ts";

/** Up above and down below `-- //@UNDO`. https://mybatis.org/migrations/migrate.html */
export const mybatis: Format = {
  tool: "mybatis",
  markers: {
    line: /^[ \t]*--[ \t]*\/\/[ \t]*@UNDO\b.*$/gim,
    needsBoth: false,
    startsUp: true,
    withoutTransaction: undefined,
  },
  transaction: "wrapped",
  down: "yes",
};
