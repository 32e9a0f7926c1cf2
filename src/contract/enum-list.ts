import type { ContractEnum } from "../model/contract.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import type { ContractText, Range } from "./contract-text.ts";
import { keyedRows } from "./header-cells.ts";
import { plainText } from "./inline-text.ts";
import { parseSection } from "./parse-section.ts";
import { isPlaceholder } from "./placeholders.ts";
import { splitList } from "./split-list.ts";
import { lookUp } from "./titles.ts";

const header = lookUp({
  name: "name | enum | enum name | enum type | type | type name | typ | aufzählung | énumération | tipo | 名称 | 枚举",
  values: "values | allowed values | enum values | possible values | werte | valeurs | valores | 值 | 値 | значения",
});
const item = /^(?:\*\*|__)?`?([\p{L}_][\p{L}\p{N}_$.]*)`?(?:\*\*|__)?\s*(?:[:：]|\s[–—-]\s)\s*(?:\*\*|__)?\s*(.+)$/su;

/** Reads the enums that a part lists in its own body, a row or an item for each: `| state | open, closed |`, "- `state`: `open`, `closed`". */
export function readEnumList(contract: ContractText, sql: SqlReader, body: Range): ContractEnum[] {
  const enums: ContractEnum[] = [];
  const add = (at: Range, written: string, list: string): void => {
    const values = splitList(list, /,|;|\||、|，|\n/iy).map(({ text }) => text.replace(/^(['"])(.*)\1$/s, "$2"));
    const name = isPlaceholder(written) || isPlaceholder(list) ? undefined : sql.readName(written);
    if (name !== undefined && values.length > 0) enums.push({ name, at: contract.at(at), values });
  };
  for (const block of parseSection(contract, body)) {
    if (block.kind === "table") {
      for (const row of keyedRows(contract, block.table, header)) {
        const [name, values] = [row.cells.get("name"), row.cells.get("values")];
        if (name !== undefined && values !== undefined)
          add(row, plainText(contract.raw(name)), plainText(contract.raw(values)));
      }
    } else if (block.kind === "line" && block.bullet) {
      const [, name, rest = ""] = item.exec(contract.raw(block)) ?? [];
      // A sentence about a type lists no values: they stand in code, or are words with commas between.
      const isList = rest.includes("`") || /^[\w'" -]+(?:[,|]\s*[\w'" -]+)+$/.test(rest);
      if (name !== undefined && isList) add(block, name, plainText(rest));
    }
  }
  return enums;
}
