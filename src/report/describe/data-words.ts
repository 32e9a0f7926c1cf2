import { keyOf } from "../../model/name.ts";
import type { DataOperation, SessionOperation } from "../../model/operation.ts";
import { code, codeList } from "../../text/markdown.ts";
import { named, type WordsFor } from "./words.ts";

/** Words for statements that change rows, and for those that change neither rows nor schema. */
export const dataWords: WordsFor<(DataOperation | SessionOperation)["kind"]> = {
  insert: ({ table }) => `inserts rows into ${named(table)}`,
  update: ({ table, hasWhere }) => `updates ${hasWhere ? "rows" : "every row"} of ${named(table)}`,
  delete: ({ table, hasWhere }) => `deletes ${hasWhere ? "rows" : "every row"} of ${named(table)}`,
  merge: ({ table }) => `merges rows into ${named(table)}`,
  truncate: ({ tables }) => `empties ${codeList(tables.map(keyOf))}`,
  copy: ({ table, to }) => `copies rows ${to ? "out of" : "into"} ${named(table)}`,
  "call-routine": ({ routine }) => `calls ${named(routine)}`,
  "run-block": () => "runs a block of code",
  begin: () => "begins a transaction",
  commit: () => "commits the transaction",
  rollback: () => "rolls the transaction back",
  savepoint: () => "sets a savepoint",
  "lock-table": ({ tables, mode }) => `locks ${codeList(tables.map(keyOf))} in ${code(mode)} mode`,
  "set-parameter": ({ parameter, value }) =>
    value === undefined ? `resets ${code(parameter)}` : `sets ${code(parameter)} to ${code(value)}`,
  "not-schema": ({ command, target }) => `runs ${code(command)}${target === undefined ? "" : ` on ${named(target)}`}`,
};
