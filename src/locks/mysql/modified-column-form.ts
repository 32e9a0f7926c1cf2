import type { Product } from "../../model/engine.ts";
import type { DataType } from "../../model/expression.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { Column, Table } from "../../model/schema.ts";
import type { AlterForm } from "./alter-ways.ts";

/** What `MODIFY` and `CHANGE` do to a column's type and place; their other parts are operations of their own. */
export function modifiedColumnForm(
  { type, position, characterSet, column: name }: OperationOf<"alter-column-type">,
  table: Table | undefined,
  product: Product,
): AlterForm | undefined {
  const column = table?.columns.find((one) => one.name === name);
  if (column?.type === undefined) return "change type";
  if (characterSet !== undefined && characterSet !== column.characterSet)
    return isWider(column, { type, characterSet }) && !(product === "mysql" && isIndexed(name, table))
      ? "change character set, wider"
      : "change character set";
  if (column.type.meaning === type.meaning) return position === undefined ? undefined : "move column";
  if (takesMoreMembers(column.type, type)) return "change type, more members";
  return isLonger(column.type, type, product, column.characterSet) ? "change type, longer" : "change type";
}

/** New members at the end need no new number for the old ones, as long as their numbers take as many bytes. */
function takesMoreMembers(from: DataType, to: DataType): boolean {
  if (from.base !== to.base || (from.base !== "enum" && from.base !== "set")) return false;
  const bytes = from.base === "enum" ? enumBytes : setBytes;
  return (
    from.modifiers.length <= to.modifiers.length &&
    from.modifiers.every((member, at) => to.modifiers[at] === member) &&
    bytes(from.modifiers.length) === bytes(to.modifiers.length)
  );
}

function enumBytes(members: number): number {
  return members > 255 ? 2 : 1;
}

function setBytes(members: number): number {
  const bytes = Math.ceil(members / 8);
  return bytes > 4 ? 8 : bytes;
}

/** All that `utf8mb3` can say stands as it is in `utf8mb4`, as long as the type has room for it and its length takes no more bytes. */
function isWider(
  { type: from, characterSet: before }: Column,
  { type: to, characterSet: after }: { readonly type: DataType; readonly characterSet: string },
): boolean {
  if (!/^utf8(?:mb3)?$/i.test(before ?? "") || !/^utf8mb4$/i.test(after) || from?.base !== to.base) return false;
  if (from.base !== "varchar") return from.meaning === to.meaning;
  const [shorter, longer] = [Number(from.modifiers[0]), Number(to.modifiers[0])];
  return longer >= shorter && shorter * 3 > 255 === longer * 4 > 255;
}

function isIndexed(column: string, table: Table | undefined): boolean {
  return (
    table?.indexes.some(({ elements }) => elements.some((element) => element.column === column)) === true ||
    table?.constraints.some((one) => "columns" in one && one.columns.includes(column)) === true
  );
}

/** MySQL must write all rows anew when the length of a value takes another byte than before. MariaDB need not. */
function isLonger(from: DataType, to: DataType, product: Product, characterSet: string | undefined): boolean {
  if (from.base !== to.base || (from.base !== "varchar" && from.base !== "varbinary")) return false;
  const [before = 0, after = 0] = [Number(from.modifiers[0]), Number(to.modifiers[0])];
  if (!(after >= before)) return false;
  if (product === "mariadb") return true;
  const width = from.base === "varbinary" ? 1 : (characterBytes.get(characterSet ?? "") ?? 4);
  return before * width > 255 === after * width > 255;
}

/** Bytes that a character takes at most; four in `utf8mb4`, which is the default. */
const characterBytes: ReadonlyMap<string, number> = new Map([
  ["latin1", 1],
  ["ascii", 1],
  ["binary", 1],
  ["utf8", 3],
  ["utf8mb3", 3],
]);
