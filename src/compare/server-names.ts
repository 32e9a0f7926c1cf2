import type { Index } from "../model/schema.ts";
import { utf8Length } from "../text/utf8-length.ts";
import { expressionName } from "./expression-name.ts";

/** NAMEDATALEN - 1: the bytes that a name may have. */
const LIMIT = 63;

/**
 * The name that the server builds from parts, `name1_name2_label`: where they are too long, the longer of the two names is cut
 * first, at whole characters (PostgreSQL's `makeObjectName`). Lengths are UTF-8 bytes.
 */
export function makeObjectName(name1: string, name2: string | undefined, label: string): string {
  let bytes1 = utf8Length(name1);
  let bytes2 = name2 === undefined ? 0 : utf8Length(name2);
  const available = LIMIT - (utf8Length(label) + 1) - (name2 === undefined ? 0 : 1);
  while (bytes1 + bytes2 > available) {
    if (bytes1 > bytes2) bytes1--;
    else bytes2--;
  }
  const parts = [clip(name1, bytes1)];
  if (name2 !== undefined) parts.push(clip(name2, bytes2));
  return [...parts, label].join("_");
}

/** The first of `name1_name2_label`, `…label1`, `…label2` that nothing has yet (`ChooseRelationName`, `ChooseConstraintName`). */
export function chooseName(
  taken: (name: string) => boolean,
  name1: string,
  name2: string | undefined,
  label: string,
): string {
  for (let pass = 0; ; pass++) {
    const name = makeObjectName(name1, name2, pass === 0 ? label : `${label}${pass}`);
    if (!taken(name)) return name;
  }
}

/** Column names as the server joins them in the name of a key, an index or a foreign key. */
export function joinColumnNames(columns: readonly string[]): string {
  let joined = "";
  for (const column of columns) {
    joined += (joined === "" ? "" : "_") + column;
    if (utf8Length(joined) > LIMIT) break;
  }
  return joined;
}

/** The middle part of an index's name: its columns, with expressions named after their function or `expr`, doubles numbered. */
export function indexColumnNames(index: Pick<Index, "elements" | "include">): string {
  const names: string[] = [];
  for (const element of index.elements)
    names.push(unused(element.column ?? expressionName(element.expression?.text ?? "") ?? "expr", names));
  for (const column of index.include) names.push(unused(column, names));
  return joinColumnNames(names);
}

function unused(name: string, used: readonly string[]): string {
  let candidate = name;
  for (let number = 1; used.includes(candidate); number++) {
    candidate = clip(name, LIMIT - String(number).length) + number;
  }
  return candidate;
}

function clip(text: string, limit: number): string {
  if (text.length * 3 <= limit || utf8Length(text) <= limit) return text;
  let bytes = 0;
  let clipped = "";
  for (const character of text) {
    bytes += utf8Length(character);
    if (bytes > limit) break;
    clipped += character;
  }
  return clipped;
}
