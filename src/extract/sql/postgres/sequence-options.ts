import type { SequenceOptions } from "../../../model/operation.ts";
import type { Sequence } from "../../../model/schema.ts";
import { nameOfParts } from "./names.ts";
import { optionOf, optionsOf, valueText } from "./statement-options.ts";
import { itemsOf, type Node, stringsOf } from "./syntax-tree.ts";

type Field = keyof SequenceOptions;

const fields: ReadonlyMap<string, Exclude<Field, "cycle">> = new Map([
  ["as", "type"],
  ["start", "start"],
  ["increment", "increment"],
  ["minvalue", "minimum"],
  ["maxvalue", "maximum"],
  ["cache", "cache"],
]);

/** The options of a sequence as written; a bound is the empty text for `NO MINVALUE` and `NO MAXVALUE`, which ask for the server's choice. */
export function sequenceOptions(nodes: readonly Node[] | undefined): SequenceOptions {
  const written: { [K in Exclude<Field, "cycle">]?: string } = {};
  let cycle: boolean | undefined;
  for (const { defname = "", arg } of optionsOf(nodes)) {
    const field = fields.get(defname);
    const value = valueText(arg);
    if (field === "minimum" || field === "maximum") written[field] = value ?? "";
    else if (field !== undefined && value !== undefined) written[field] = value;
    if (defname === "cycle") cycle = value === "true";
    if (defname === "restart") written.restart = value ?? "";
  }
  return cycle === undefined ? written : { ...written, cycle };
}

/** The column of `OWNED BY`; `null` for `OWNED BY NONE`, `undefined` where nothing is said. */
export function ownerOfSequence(nodes: readonly Node[] | undefined): Sequence["ownedBy"] | null {
  const option = optionOf(nodes, "owned_by");
  if (option === undefined) return undefined;
  const parts = stringsOf(itemsOf(option.arg));
  if (parts.length < 2) return null;
  return { table: nameOfParts(parts.slice(0, -1)), column: parts.at(-1) ?? "" };
}
