import { wordsOf } from "./titles.ts";

/** What people write for privileges, each with what SQL calls it. */
const privileges: ReadonlyMap<string, readonly string[]> = new Map(
  (
    [
      [
        "SELECT",
        "select | read | reads | read only | read-only | readonly | r | lesen | lecture | lectura | leitura | 读 | 只读 | 読み取り | чтение",
      ],
      ["INSERT", "insert | create | c | add | append | append only | append-only | einfügen"],
      ["UPDATE", "update | u | edit | modify | change | ändern"],
      ["DELETE", "delete | d | remove | löschen"],
      [
        "SELECT INSERT UPDATE DELETE",
        "crud | rw | r/w | read/write | read write | read-write | read & write | read and write | lesen/schreiben | dml | 读写",
      ],
      [
        "INSERT UPDATE DELETE",
        "write | writes | w | write only | write-only | schreiben | écriture | escritura | escrita | 写 | 書き込み | запись",
      ],
      [
        "ALL",
        "all | all privileges | full | full access | owner | ownership | superuser | admin | everything | alle | tous | todo | todos | 全部 | すべて | все | *",
      ],
      ["", "none | no access | - | – | —"],
    ] as const
  ).flatMap(([sql, words]) =>
    wordsOf(words).map((word) => [word, sql.split(" ").filter((one) => one !== "")] as const),
  ),
);

/** Privileges that stand for themselves. */
const others = new Set([
  "TRUNCATE",
  "REFERENCES",
  "TRIGGER",
  "MAINTAIN",
  "USAGE",
  "EXECUTE",
  "CONNECT",
  "TEMPORARY",
  "LOCK TABLES",
]);

/** A cell's privileges as SQL calls them, `Read/Write` included; `undefined` where a word of it is none. */
export function readPermissions(text: string): readonly string[] | undefined {
  const found = new Set<string>();
  // What stands in brackets is a remark, or the columns it is about.
  for (const item of text.replaceAll(/\([^)]*\)/g, " ").split(/[,;\n+、，]/)) {
    const words = privilegesOf(item) ?? splitPrivileges(item);
    if (words === undefined) return undefined;
    for (const word of words) found.add(word);
  }
  return [...found];
}

function splitPrivileges(item: string): readonly string[] | undefined {
  const parts = item.split(/\/|&|\band\b|\bund\b|\s+/i).filter((part) => part.trim() !== "");
  const words = parts.map(privilegesOf);
  return words.every((word) => word !== undefined) ? words.flat() : undefined;
}

function privilegesOf(item: string): readonly string[] | undefined {
  // What stands in brackets is a remark, or the columns it is about.
  const word = item
    .replace(/\([^)]*\)/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  if (word === "") return [];
  return privileges.get(word.toLowerCase()) ?? (others.has(word.toUpperCase()) ? [word.toUpperCase()] : undefined);
}
