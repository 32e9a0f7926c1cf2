import type { Product } from "../../model/engine.ts";
import type { DataType } from "../../model/expression.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { Column } from "../../model/schema.ts";
import type { AlterForm } from "./alter-ways.ts";

/** What `MODIFY` and `CHANGE` do to a column's type and place; their other parts are operations of their own. */
export function modifiedColumnForm(
  { type, position, characterSet }: OperationOf<"alter-column-type">,
  column: Column | undefined,
  product: Product,
): AlterForm | undefined {
  if (column?.type === undefined) return "change type";
  if (characterSet !== undefined && characterSet !== column.characterSet) return "change character set";
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
