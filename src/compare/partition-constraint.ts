import type { CheckConstraint, Table } from "../model/schema.ts";
import { tokensOf } from "./sql-tokens.ts";

/**
 * The check that `DETACH PARTITION … CONCURRENTLY` leaves behind in place of the bound: of a range over one column, or a list of values.
 * `undefined` for bounds whose check takes more than their text to know.
 */
export function partitionConstraint(parent: Table, bound: string): CheckConstraint | undefined {
  const [key, more] = parent.partitionBy?.keys ?? [];
  if (key === undefined || more !== undefined || tokensOf(key).length !== 1) return undefined;
  const condition = rangeCondition(key, bound) ?? listCondition(key, bound);
  if (condition === undefined) return undefined;
  const meaning = `${key} IS NOT NULL AND ${condition}`;
  return {
    kind: "check",
    name: "",
    expression: { text: meaning, meaning },
    noInherit: false,
    validated: true,
    enforced: true,
  };
}

function rangeCondition(key: string, bound: string): string | undefined {
  const [, from, to] = /^FOR VALUES FROM \((.+)\) TO \((.+)\)$/is.exec(bound) ?? [];
  if (from === undefined || to === undefined) return undefined;
  const conditions = [
    ...(/^minvalue$/i.test(from) ? [] : [`${key} >= ${from}`]),
    ...(/^maxvalue$/i.test(to) ? [] : [`${key} < ${to}`]),
  ];
  return conditions.length === 0 ? undefined : conditions.join(" AND ");
}

function listCondition(key: string, bound: string): string | undefined {
  const [, values] = /^FOR VALUES IN \((.+)\)$/is.exec(bound) ?? [];
  if (values === undefined || /\bnull\b/i.test(values)) return undefined;
  const elements = tokensOf(values).filter((token) => token.value !== ",");
  if (elements.length === 1) return `${key} = ${values}`;
  const isPlain = (value: string) => /^'[\w .-]+'$|^\d+$/.test(value);
  if (!elements.every((element) => isPlain(element.value))) return undefined;
  return `${key} = ANY ('{${elements.map((element) => element.value.replaceAll("'", "")).join(",")}}')`;
}
