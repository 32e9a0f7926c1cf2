import type { Table } from "../../../model/schema.ts";
import type { Cursor } from "./cursor.ts";

/** What stands behind a table's columns. */
export type TableOptions = { readonly comment: string | undefined; readonly partitionBy: Table["partitionBy"] };

/** Names of table options of more than one word, or that take no value. */
const options = [
  ...["DEFAULT CHARACTER SET", "CHARACTER SET", "DEFAULT CHARSET", "CHARSET", "DEFAULT COLLATE", "COLLATE"],
  ...[
    "DATA DIRECTORY",
    "INDEX DIRECTORY",
    "ENGINE",
    "TYPE",
    "ROW_FORMAT",
    "AUTO_INCREMENT",
    "COMMENT",
    "AVG_ROW_LENGTH",
  ],
  ...["CHECKSUM", "COMPRESSION", "CONNECTION", "DELAY_KEY_WRITE", "ENCRYPTION", "INSERT_METHOD", "KEY_BLOCK_SIZE"],
  ...["MAX_ROWS", "MIN_ROWS", "PACK_KEYS", "PASSWORD", "STATS_AUTO_RECALC", "STATS_PERSISTENT", "STATS_SAMPLE_PAGES"],
  ...["TABLESPACE", "UNION", "ENGINE_ATTRIBUTE", "SECONDARY_ENGINE", "SECONDARY_ENGINE_ATTRIBUTE", "AUTOEXTEND_SIZE"],
  ...["PAGE_COMPRESSED", "PAGE_COMPRESSION_LEVEL", "PAGE_CHECKSUM", "TRANSACTIONAL", "ENCRYPTED", "ENCRYPTION_KEY_ID"],
  ...["SEQUENCE", "IETF_QUOTES", "SHARD_ROW_ID_BITS", "AUTO_ID_CACHE"],
];

/** One table option, `ENGINE = InnoDB`: its name and its value as written; `undefined` where none stands. */
export function takeTableOption(cursor: Cursor): { readonly option: string; readonly value: string } | undefined {
  const bare = cursor.takesOne("WITHOUT ROWID", "STRICT", "WITH SYSTEM VERSIONING");
  if (bare !== undefined) return { option: bare, value: "" };
  const option = cursor.takesOne(...options);
  if (option === undefined) return undefined;
  cursor.takes("=");
  const { mark } = cursor;
  if (option === "COMMENT") return { option, value: cursor.string() };
  if (cursor.peek().upper === "(") cursor.bracketed();
  else cursor.take();
  return { option, value: cursor.since(mark).written };
}

/** Takes all options and the partitions of a table. */
export function tableOptions(cursor: Cursor): TableOptions {
  let comment: string | undefined;
  for (;;) {
    cursor.takes(",");
    const taken = takeTableOption(cursor);
    if (taken === undefined) break;
    if (taken.option === "COMMENT") comment = taken.value;
  }
  return { comment, partitionBy: partitionBy(cursor) };
}

/** `PARTITION BY RANGE COLUMNS (a, b) (PARTITION …)`. */
function partitionBy(cursor: Cursor): Table["partitionBy"] {
  if (!cursor.takes("PARTITION BY")) return undefined;
  const strategy = cursor.until((it) => it.peek().upper === "(" || it.peek().upper.startsWith("/*"));
  const keys = cursor.peek().upper === "(" ? cursor.bracketed().parts() : [];
  cursor.until((it) => /^(?:SELECT|AS|WITH|IGNORE|REPLACE)$/.test(it.peek().upper));
  return { strategy: strategy.written.toLowerCase(), keys: keys.map(({ written }) => written) };
}
