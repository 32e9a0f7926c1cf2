import type { DefElem } from "libpg-query";
import { readTypeName } from "./data-type.ts";
import { type Node, numberText, stringsOf } from "./syntax-tree.ts";

/** The options of a statement, `WITH (…)` and the like. */
export function optionsOf(nodes: readonly Node[] | undefined): readonly DefElem[] {
  return (nodes ?? []).flatMap((node) => ("DefElem" in node ? [node.DefElem] : []));
}

/** The value of the first option of a name. */
export function optionOf(nodes: readonly Node[] | undefined, name: string): DefElem | undefined {
  return optionsOf(nodes).find((option) => option.defname === name);
}

/** An option's value as text: a word, a number, a type, `true` or `false`; `undefined` where it has none. */
export function valueText(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  if ("String" in node) return node.String.sval ?? "";
  if ("Boolean" in node) return String(node.Boolean.boolval === true);
  if ("TypeName" in node) return readTypeName(node.TypeName).meaning;
  if ("List" in node) return stringsOf(node.List.items).join(".");
  return numberText(node);
}

/** `fillfactor=70`; an option without a value is switched on. */
export function optionText(node: Node): string {
  if (!("DefElem" in node)) return "";
  const { defnamespace, defname = "", arg } = node.DefElem;
  return `${defnamespace === undefined ? "" : `${defnamespace}.`}${defname}=${valueText(arg) ?? "true"}`;
}

/** Whether a boolean option is on: named alone, or with any spelling of true. */
export function isOn(option: DefElem | undefined): boolean {
  if (option === undefined) return false;
  const value = valueText(option.arg);
  return value === undefined || /^(?:t(?:rue)?|on|1|yes)$/i.test(value);
}
