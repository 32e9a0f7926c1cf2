import { closest, distance } from "fastest-levenshtein";

/** What people write for a word of ours that is spelled otherwise. */
const otherWords: Readonly<Record<string, string>> = {
  postgres: "postgresql",
  pg: "postgresql",
  mssql: "sqlserver",
  "sql-server": "sqlserver",
  sqlite3: "sqlite",
  warn: "warning",
  err: "error",
  none: "off",
  disabled: "off",
  false: "off",
  ignore: "exclude",
  extends: "_extends",
  _extend: "_extends",
};

/** The word that was probably meant; `undefined` when none is near. */
export function nearest(written: string, words: readonly string[]): string | undefined {
  const plain = written.toLowerCase();
  const other = Object.hasOwn(otherWords, plain) ? otherWords[plain] : undefined;
  if (other !== undefined && words.includes(other)) return other;
  if (words.length === 0 || written.length > 100) return undefined;
  const word = closest(plain, [...words]);
  const same = words.find((it) => flat(it) === flat(plain));
  if (same !== undefined) return same;
  const apart = distance(plain, word.toLowerCase());
  return apart <= Math.ceil(word.length / 3) ? word : undefined;
}

function flat(word: string): string {
  return word.toLowerCase().replace(/[-_ ]/g, "");
}
